package io.github.mcpecho.servlet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.RequestStatistics;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;

/**
 * Answers {@code GET /health} for load balancers and orchestrators: this process answers, since
 * when, and how many requests it has served; or, with 503, that it is about to stop. Takes nothing
 * from the request.
 */
public final class HealthServlet extends HttpServlet {
  private final Json json = new Json(Json.DEFAULT_MAX_DEPTH);
  private final Function<ServletContext, McpServer> source;
  private volatile boolean draining;

  /**
   * For {@code web.xml}: tells of the {@link EchoServlet} of the same web application, whichever is
   * initialized first; of the one initialized last if there are several.
   */
  public HealthServlet() {
    this(context -> WebApplication.in(context).server());
  }

  /** Tells of this server. */
  public HealthServlet(McpServer server) {
    this(context -> server);
  }

  private HealthServlet(Function<ServletContext, McpServer> source) {
    this.source = source;
  }

  /** Says from now on that no more requests should be sent here. */
  void drain() {
    draining = true;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonAnswer.prepare(response);
    boolean ready = !draining;
    int status = ready ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    switch (request.getMethod()) {
      case "GET", "HEAD" -> JsonAnswer.write(response, status, health(ready));
      default ->
          HttpRejection.methodNotAllowed(
                  request.getMethod(), "GET, HEAD", "health is asked for with GET")
              .answer(response);
    }
  }

  private byte[] health(boolean ready) {
    McpServer server = source.apply(getServletContext());
    RequestStatistics.Snapshot now = server.statistics().snapshot();
    ObjectNode health = Json.object();
    health.put("status", ready ? "healthy" : "draining");
    health.put("uptime", now.uptime().toSeconds());
    health.put("requests_handled", now.handled());
    health.put("version", server.serverInfo().version());
    return json.write(health);
  }
}
