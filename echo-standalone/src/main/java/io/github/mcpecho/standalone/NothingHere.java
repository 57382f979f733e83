package io.github.mcpecho.standalone;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.servlet.EchoServlets;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;

/** Every other path, with any verb: Jetty's own answer for these depends on the verb. */
final class NothingHere extends HttpServlet {
  private final transient Predicate<Headers> guard;

  /**
   * @param guard that of the endpoint, whose path the answer tells
   */
  NothingHere(Predicate<Headers> guard) {
    this.guard = guard;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean isLoopbackPort = request.getAttribute(EchoServlets.LOOPBACK_PORT) != null;
    if (!isLoopbackPort && !guard.test(JettyHttp.headers(request))) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
