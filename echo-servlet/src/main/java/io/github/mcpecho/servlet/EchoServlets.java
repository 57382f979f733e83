package io.github.mcpecho.servlet;

import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.RequestStatistics;
import java.time.Clock;
import java.util.List;

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
    var statistics = new RequestStatistics();
    var metrics = new RequestMetrics();
    ExchangeListener listener =
        ExchangeListener.all(List.of(statistics, metrics, server.exchangeListener()));
    return new EchoServlets(
        new EchoServlet(server, settings, listener, Clock.systemUTC()),
        new HealthServlet(server.serverInfo().version(), statistics),
        new MetricsServlet(metrics));
  }
}
