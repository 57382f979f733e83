package io.github.mcpecho.tools.cors;

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

  /** Read by clients of some revision. */
  static final List<String> READ = List.of("WWW-Authenticate", "Mcp-Session-Id");

  private McpCorsHeaders() {}

  static boolean isSent(String lowerCaseName) {
    return SENT.contains(lowerCaseName) || lowerCaseName.startsWith("mcp-param-");
  }
}
