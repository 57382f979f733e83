package io.github.mcpecho.mcp;

/** placeholder */
public final class McpServer {
  public Reply handle(byte[] body, CallContext context, Outbound outbound) {
    return Reply.accepted();
  }
}
