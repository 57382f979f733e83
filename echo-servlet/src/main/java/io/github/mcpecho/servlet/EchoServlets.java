package io.github.mcpecho.servlet;

import io.github.mcpecho.mcp.McpServer;

/**
 * The three servlets of one server, which belong together: health and metrics tell of the requests
 * that the endpoint serves.
 *
 * @param mcp the endpoint, for {@code /mcp} and {@code /mcp/}
 * @param health for {@code /health}
 * @param metrics for {@code /metrics}
 */
public record EchoServlets(EchoServlet mcp, HealthServlet health, MetricsServlet metrics) {

  /** Returns the servlets of a server. */
  public static EchoServlets of(McpServer server, HttpSettings settings) {
    WebApplication shared = WebApplication.of(server, settings);
    return new EchoServlets(
        new EchoServlet(context -> shared),
        new HealthServlet(server),
        new MetricsServlet(shared.metrics()));
  }
}
