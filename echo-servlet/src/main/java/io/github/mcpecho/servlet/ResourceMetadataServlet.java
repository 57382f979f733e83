package io.github.mcpecho.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;

/**
 * Tells clients of a server in challenge mode ({@link io.github.mcpecho.EchoSettings#CHALLENGE})
 * where to get a token (RFC 9728 §3); without that mode there is nothing here, 404. Map it to
 * {@code /.well-known/oauth-protected-resource/*}: clients ask with the path of the endpoint
 * behind, and without. If the {@link EchoServlet} is not mapped to {@code /mcp}, the init parameter
 * {@code endpoint} says to which path.
 *
 * <p>Clients ask at the root of the host. A web application under a context path is not asked
 * unless the proxy in front passes these URLs on to it.
 */
public final class ResourceMetadataServlet extends HttpServlet {
  private final Function<ServletContext, WebApplication> source;
  private String endpoint = "";

  /**
   * For {@code web.xml}: tells of the {@link EchoServlet} of the same web application, whichever is
   * initialized first.
   */
  public ResourceMetadataServlet() {
    this(WebApplication::in);
  }

  ResourceMetadataServlet(Function<ServletContext, WebApplication> source) {
    this.source = source;
  }

  @Override
  public void init() {
    endpoint = WebApplication.endpoint(getServletConfig());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    source.apply(getServletContext()).metadata().serve(endpoint, request, response);
  }
}
