package io.github.mcpecho.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;

/**
 * The page for people: what arrived with this very request, the URL of the endpoint, how to connect
 * a client, and every tool to try from the browser. A client that prefers {@code application/json}
 * gets the same as JSON, and one that names neither, such as curl, as text.
 *
 * <p>Map it where you like, to one path: the root of a web application is the pattern {@code ""}.
 * If the {@link EchoServlet} is not mapped to {@code /mcp}, the init parameter {@code endpoint}
 * says to which path. The page has the guard of the endpoint, and in challenge mode says nothing of
 * a request without a token.
 */
public final class PageServlet extends HttpServlet {
  private final Function<ServletContext, WebApplication> source;
  private String endpoint = "";

  /**
   * For {@code web.xml}: tells of the {@link EchoServlet} of the same web application, whichever is
   * initialized first.
   */
  public PageServlet() {
    this(WebApplication::in);
  }

  PageServlet(Function<ServletContext, WebApplication> source) {
    this.source = source;
  }

  @Override
  public void init() {
    endpoint = WebApplication.endpoint(getServletConfig());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    source.apply(getServletContext()).page().serve(endpoint, request, response);
  }
}
