package io.github.mcpecho.servlet;

import io.github.mcpecho.mcp.McpServer;

/**
 * The servlets of one server, which belong together: health and metrics tell of the requests that
 * the endpoint serves, resource metadata of how to get in.
 *
 * @param mcp the endpoint, for {@code /mcp} and {@code /mcp/}
 * @param health for {@code /health}
 * @param metrics for {@code /metrics}
 * @param resourceMetadata for {@code /.well-known/oauth-protected-resource/*}; needed with a {@link
 *     io.github.mcpecho.ChallengeMode} only
 */
public record EchoServlets(
    EchoServlet mcp,
    HealthServlet health,
    MetricsServlet metrics,
    ResourceMetadataServlet resourceMetadata) {

  /** Returns the servlets of a server. */
  public static EchoServlets of(McpServer server, HttpSettings settings) {
    WebApplication shared = WebApplication.of(server, settings);
    return new EchoServlets(
        new EchoServlet(context -> shared),
        new HealthServlet(server),
        new MetricsServlet(shared.metrics()),
        new ResourceMetadataServlet(context -> shared));
  }
}
