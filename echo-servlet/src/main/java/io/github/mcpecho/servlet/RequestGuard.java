package io.github.mcpecho.servlet;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.settings.Settings;
import java.net.InetAddress;

/**
 * The guard of an endpoint, for whatever stands in front of its servlets and would answer in their
 * place: a page must not be able to ask for that either. Thread-safe.
 */
public final class RequestGuard {
  private final HttpRules rules;

  private RequestGuard(HttpRules rules) {
    this.rules = rules;
  }

  /** Returns the guard that the endpoint of this server has if it listens at this address. */
  public static RequestGuard of(McpServer server, Settings settings, InetAddress address) {
    OriginGuard guard = OriginGuard.of(settings, address.isLoopbackAddress());
    var cors = new Cors(settings.get(HttpSettings.CORS_ORIGINS));
    return new RequestGuard(new HttpRules(settings, guard, cors, server));
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
