package io.github.mcpecho.servlet;

import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.settings.Settings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;

/**
 * The MCP endpoint. Map it to {@code /mcp/*}: that is {@code /mcp} and {@code /mcp/}, and whatever
 * is behind does not exist. Every answer is JSON or a stream of events, whatever arrives.
 */
public final class EchoServlet extends HttpServlet {
  private final Function<ServletContext, WebApplication> source;
  private McpEndpoint endpoint;

  /**
   * For {@code web.xml}: a server with the nine tools. It is configured by environment variables,
   * by init parameters of the same names of the web application, and by those of this servlet,
   * which count first. One that seems to be meant as a setting and is none keeps the servlet from
   * starting. The servlets of one web application are one server.
   */
  public EchoServlet() {
    this(WebApplication::in);
  }

  /**
   * Serves this server. A {@link HealthServlet} and a {@link MetricsServlet} that were made without
   * arguments tell of it once it is initialized; {@link EchoServlets#of} makes them all. It does
   * not look at init parameters.
   *
   * @param settings {@link HttpSettings}, and those of the server
   */
  public EchoServlet(McpServer server, Settings settings) {
    this(context -> WebApplication.of(server, settings, false));
  }

  EchoServlet(Function<ServletContext, WebApplication> source) {
    this.source = source;
  }

  @Override
  public void init() {
    WebApplication webApplication = source.apply(getServletContext());
    webApplication.serveIn(getServletContext());
    endpoint = webApplication.endpoint();
    endpoint.open();
  }

  /** Ends the calls that run, each with an answer, and what watches them. */
  @Override
  public void destroy() {
    endpoint.close();
    RecordMethods.forget();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    endpoint.serve(request, response);
  }
}
