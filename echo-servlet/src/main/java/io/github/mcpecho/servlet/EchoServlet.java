package io.github.mcpecho.servlet;

import io.github.mcpecho.mcp.McpServer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;

/**
 * The MCP endpoint. Map it to {@code /mcp} and {@code /mcp/}. Every answer is JSON or a stream of
 * events, whatever arrives.
 */
public final class EchoServlet extends HttpServlet {
  private final Function<ServletContext, McpEndpoint> source;
  private McpEndpoint endpoint;

  /** For {@code web.xml}: a server with the nine tools, configured by environment variables. */
  public EchoServlet() {
    this(context -> WebApplication.in(context).endpoint());
  }

  /** Serves this server. */
  public EchoServlet(McpServer server, HttpSettings settings) {
    this(context -> new McpEndpoint(server, settings, server.exchangeListener()));
  }

  EchoServlet(Function<ServletContext, McpEndpoint> source) {
    this.source = source;
  }

  @Override
  public void init() {
    endpoint = source.apply(getServletContext());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    endpoint.serve(request, response);
  }
}
