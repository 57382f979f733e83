package io.github.mcpecho.internal.protocol;

/** The header fields that MCP defines, as its specification spells them. */
public final class McpHeaderNames {
  public static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
  public static final String METHOD = "Mcp-Method";
  public static final String NAME = "Mcp-Name";
  public static final String SESSION_ID = "Mcp-Session-Id";

  /** How the name of a header begins that repeats an argument of a tool. */
  public static final String PARAM_PREFIX = "Mcp-Param-";

  private McpHeaderNames() {}
}
