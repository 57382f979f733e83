package io.github.mcpecho.servlet;

import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.Reply;

/**
 * What exchanges are counted by: names that the server knows, nothing that a client can make up.
 *
 * @param method empty if the server does not know it, or HTTP rules refused the request
 * @param tool empty if there was none, or the server does not know it
 * @param status 0 for any
 */
record ExchangeLabels(String method, String tool, int status) {
  static ExchangeLabels of(Exchange exchange) {
    return new ExchangeLabels(
        exchange.reply().map(Reply::method).orElse(""),
        exchange.reply().map(Reply::tool).orElse(""),
        exchange.status());
  }

  /** Returns the same for durations, which are not told apart by status. */
  ExchangeLabels ofAnyStatus() {
    return new ExchangeLabels(method, tool, 0);
  }
}
