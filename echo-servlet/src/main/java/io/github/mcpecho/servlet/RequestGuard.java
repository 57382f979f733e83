package io.github.mcpecho.servlet;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.McpServer;

/**
 * The guard of an endpoint, for whatever stands in front of its servlets and would answer in their
 * place: a page must not be able to ask for that either. Thread-safe.
 */
public final class RequestGuard {
  private final HttpRules rules;

  private RequestGuard(HttpRules rules) {
    this.rules = rules;
  }

  /** Returns the guard that the endpoint of this server has with these settings. */
  public static RequestGuard of(McpServer server, HttpSettings settings) {
    return new RequestGuard(new HttpRules(settings, new Cors(settings.corsOrigins()), server));
  }

  /** Returns whether Host and Origin are such as the endpoint serves; others it answers 403. */
  public boolean admits(Headers headers) {
    try {
      rules.checkOrigin(headers);
      return true;
    } catch (HttpRejection refused) {
      return false;
    }
  }
}
