package io.github.mcpecho.servlet;

import io.github.mcpecho.EchoConfig;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.McpServer;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Map;

/**
 * What the three servlets of one server share.
 *
 * @param metrics hears of the endpoint's requests
 */
record WebApplication(McpServer server, McpEndpoint endpoint, RequestMetrics metrics) {
  private static final String ATTRIBUTE = WebApplication.class.getName();

  static WebApplication of(McpServer server, HttpSettings settings) {
    var metrics = new RequestMetrics();
    var listener = ExchangeListener.all(List.of(metrics, server.exchangeListener()));
    return new WebApplication(server, new McpEndpoint(server, settings, listener), metrics);
  }

  /**
   * Returns the one of a web application whose servlets the container makes, one by one; the first
   * that asks makes it, from the environment.
   */
  static WebApplication in(ServletContext context) {
    synchronized (context) {
      if (context.getAttribute(ATTRIBUTE) instanceof WebApplication made) {
        return made;
      }
      Map<String, String> variables = System.getenv();
      WebApplication made =
          of(
              McpEcho.newServer(EchoConfig.fromEnvironment(variables)),
              HttpSettings.fromEnvironment(variables));
      context.setAttribute(ATTRIBUTE, made);
      return made;
    }
  }
}
