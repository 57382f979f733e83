package io.github.mcpecho.internal.protocol;

import java.util.List;

/** The severities that a line of a server's log can have (RFC 5424 §6.2.1). */
public final class LogLevels {
  /** The mildest first. */
  public static final List<String> NAMES =
      List.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

  private LogLevels() {}
}
