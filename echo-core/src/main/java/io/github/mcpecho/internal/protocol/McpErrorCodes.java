package io.github.mcpecho.internal.protocol;

/**
 * The error codes that MCP adds to those of JSON-RPC (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic#error-codes">error
 * codes</a>).
 */
public final class McpErrorCodes {
  /** Of the revisions to 2025-11-25 alone: later ones call it invalid params. */
  public static final int RESOURCE_NOT_FOUND = -32002;

  public static final int HEADER_MISMATCH = -32020;
  public static final int MISSING_CLIENT_CAPABILITY = -32021;
  public static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

  private McpErrorCodes() {}
}
