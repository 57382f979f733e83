package io.github.mcpecho.internal.protocol;

import java.util.Set;

/** The methods of messages that nobody answers. */
public final class Notifications {
  /** How the name of each begins. */
  public static final String PREFIX = "notifications/";

  public static final String INITIALIZED = PREFIX + "initialized";
  public static final String CANCELLED = PREFIX + "cancelled";
  public static final String ROOTS_CHANGED = PREFIX + "roots/list_changed";
  public static final String MESSAGE = PREFIX + "message";
  public static final String PROGRESS = PREFIX + "progress";
  public static final String SUBSCRIPTION_ACKNOWLEDGED = PREFIX + "subscriptions/acknowledged";

  public static final String TOOLS_CHANGED = PREFIX + "tools/list_changed";
  public static final String PROMPTS_CHANGED = PREFIX + "prompts/list_changed";
  public static final String RESOURCES_CHANGED = PREFIX + "resources/list_changed";
  public static final String RESOURCE_UPDATED = PREFIX + "resources/updated";

  /**
   * Those that clients send by the revisions to 2025-11-25; by later ones they send none over HTTP.
   */
  public static final Set<String> OF_LEGACY_CLIENTS =
      Set.of(CANCELLED, INITIALIZED, PROGRESS, ROOTS_CHANGED, PREFIX + "tasks/status");

  /** Those that only servers send, by any revision. */
  public static final Set<String> OF_SERVERS =
      Set.of(
          MESSAGE,
          SUBSCRIPTION_ACKNOWLEDGED,
          TOOLS_CHANGED,
          PROMPTS_CHANGED,
          RESOURCES_CHANGED,
          RESOURCE_UPDATED,
          PREFIX + "elicitation/complete");

  private Notifications() {}
}
