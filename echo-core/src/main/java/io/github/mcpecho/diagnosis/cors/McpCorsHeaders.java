package io.github.mcpecho.diagnosis.cors;

import java.util.List;

/** The headers that a browser has to be allowed to send to and read from an MCP server. */
final class McpCorsHeaders {
  /** Sent by clients of some revision; Mcp-Param-* come on top, one for each mirrored parameter. */
  static final List<String> SENT =
      List.of(
          "authorization",
          "content-type",
          "accept",
          "mcp-protocol-version",
          "mcp-method",
          "mcp-name",
          "mcp-session-id",
          "last-event-id");

  /** Sessions and resumption ended with revision 2026-07-28. */
  private static final List<String> LEGACY = List.of("mcp-session-id", "last-event-id");

  /** Read by clients of some revision. */
  static final List<String> READ = List.of("WWW-Authenticate", "Mcp-Session-Id");

  private McpCorsHeaders() {}

  /** Returns whether only revisions before 2026-07-28 know the header. */
  static boolean isLegacy(String lowerCaseName) {
    return LEGACY.contains(lowerCaseName);
  }

  static boolean isSent(String lowerCaseName) {
    return SENT.contains(lowerCaseName) || lowerCaseName.startsWith("mcp-param-");
  }
}
