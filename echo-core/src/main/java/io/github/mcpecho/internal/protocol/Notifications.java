package io.github.mcpecho.internal.protocol;

import java.util.Set;

/** The methods of messages that nobody answers. */
public final class Notifications {
  /** How the name of each begins. */
  public static final String PREFIX = "notifications/";

  public static final String INITIALIZED = PREFIX + "initialized";
  public static final String MESSAGE = PREFIX + "message";
  public static final String PROGRESS = PREFIX + "progress";
  public static final String SUBSCRIPTION_ACKNOWLEDGED = PREFIX + "subscriptions/acknowledged";

  /**
   * Those that clients send by the revisions to 2025-11-25; by later ones they send none over HTTP.
   */
  public static final Set<String> OF_LEGACY_CLIENTS =
      Set.of(
          PREFIX + "cancelled",
          INITIALIZED,
          PROGRESS,
          PREFIX + "roots/list_changed",
          PREFIX + "tasks/status");

  private Notifications() {}
}
