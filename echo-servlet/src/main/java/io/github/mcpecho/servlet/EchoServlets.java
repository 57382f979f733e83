package io.github.mcpecho.servlet;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The servlets of one server, which belong together: health and metrics tell of the requests that
 * the endpoint serves, resource metadata of how to get in.
 *
 * @param mcp the endpoint, for {@code /mcp/*}
 * @param health for {@code /health}
 * @param metrics for {@code /metrics}
 * @param resourceMetadata for {@code /.well-known/oauth-protected-resource/*}; needed with {@link
 *     EchoSettings#CHALLENGE} only
 * @param page for people with a browser; for the root of the host, or where you like
 */
public record EchoServlets(
    EchoServlet mcp,
    HealthServlet health,
    MetricsServlet metrics,
    ResourceMetadataServlet resourceMetadata,
    PageServlet page) {

  /**
   * The attribute of a request that came to a port for this machine alone: there the loopback names
   * are served and no others, whatever {@link HttpSettings#ALLOWED_HOSTS} says. Set it before the
   * servlets see the request, to any value.
   */
  public static final String LOOPBACK_PORT = "io.github.mcpecho.loopbackPort";

  /**
   * The attribute of a request for its {@link io.github.mcpecho.http.TlsSession}, by a container
   * that can tell more of it than the servlet API does. Set it before the servlets see the request.
   */
  public static final String TLS = "io.github.mcpecho.tls";

  /**
   * Returns the servlets of a server in somebody's container, which does not say where it listens.
   *
   * @param settings {@link HttpSettings}, and those of the server
   */
  public static EchoServlets of(McpServer server, Settings settings) {
    return of(WebApplication.of(server, settings, false));
  }

  /**
   * Returns the servlets of a server that listens at one address: if that is a loopback one, they
   * serve the loopback names and the allowed hosts only.
   */
  public static EchoServlets of(McpServer server, Settings settings, InetAddress address) {
    return of(WebApplication.of(server, settings, address.isLoopbackAddress()));
  }

  /**
   * Returns the servlets of a server that listens at one address, in a container that can tell more
   * of a request than the servlet API does.
   *
   * @param headers returns the header lines of a request in the order they were sent in
   */
  public static EchoServlets of(
      McpServer server,
      Settings settings,
      InetAddress address,
      Function<HttpServletRequest, Headers> headers) {
    return of(WebApplication.of(server, settings, address.isLoopbackAddress(), headers));
  }

  /**
   * Returns the guard of a server that listens at one address: whether the endpoint serves a
   * request with these headers, by its Host and Origin. Whatever stands in front of the servlets,
   * and would answer in their place, has to ask it: a foreign page must not be able to ask for
   * anything. Thread-safe.
   */
  public static Predicate<Headers> guard(McpServer server, Settings settings, InetAddress address) {
    OriginGuard guard = OriginGuard.of(settings, address.isLoopbackAddress());
    OriginPatterns pages = Cors.of(settings).origins();
    return headers -> guard.refusal(headers, pages, server::redacted).isEmpty();
  }

  /**
   * Tells load balancers that this server is about to stop: health says so with 503, and metrics
   * do. Requests are served as before, until {@link EchoServlet#destroy}.
   */
  public void drain() {
    health.drain();
    metrics.drain();
  }

  private static EchoServlets of(WebApplication shared) {
    return new EchoServlets(
        new EchoServlet(context -> shared),
        new HealthServlet(shared.server()),
        new MetricsServlet(shared.metrics()),
        new ResourceMetadataServlet(context -> shared),
        new PageServlet(context -> shared));
  }
}
