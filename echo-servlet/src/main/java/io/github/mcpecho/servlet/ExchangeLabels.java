package io.github.mcpecho.servlet;

import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.Reply;

/**
 * What exchanges are counted by: names that the server knows, nothing that a client can make up.
 *
 * @param method empty if HTTP rules refused the request or it is no call, {@code other} if the
 *     server does not know it
 * @param tool empty if none was called, {@code other} if the server does not know it
 * @param status 0 for any
 */
record ExchangeLabels(String method, String tool, int status) {
  private static final String OTHER = "other";
  private static final String CALL = "tools/call";

  static ExchangeLabels of(Exchange exchange) {
    return exchange
        .reply()
        .map(reply -> new ExchangeLabels(method(reply), tool(reply), exchange.status()))
        .orElseGet(() -> new ExchangeLabels("", "", exchange.status()));
  }

  /** Returns what a call of this tool that succeeds is counted by. */
  static ExchangeLabels ofTool(String tool) {
    return new ExchangeLabels(CALL, tool, 200);
  }

  private static String method(Reply reply) {
    return reply.errorCode().orElse(0) == JsonRpcError.METHOD_NOT_FOUND ? OTHER : reply.method();
  }

  private static String tool(Reply reply) {
    return reply.tool().isEmpty() && reply.method().equals(CALL) ? OTHER : reply.tool();
  }

  /** Returns the same for durations, which are not told apart by status. */
  ExchangeLabels ofAnyStatus() {
    return new ExchangeLabels(method, tool, 0);
  }

  /** Returns them as {@link PrometheusText} writes them. */
  String text() {
    return status == 0
        ? PrometheusText.labels("method", method, "tool", tool)
        : PrometheusText.labels("method", method, "status", Integer.toString(status), "tool", tool);
  }
}
