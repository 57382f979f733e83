package io.github.mcpecho.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Says in JSON what the container refuses within the web application. Map it to {@code /} and name
 * {@code /} as the location of an {@code <error-page>}: it then answers every other path too, with
 * 404, and the path of the {@link EchoServlet}. Takes nothing from the request but the status. What
 * has begun to be answered stays as it is.
 */
public final class ErrorServlet extends HttpServlet {
  /** The attribute of a request that tells why it was refused, if that is known. */
  static final String REJECTION = HttpRejection.class.getName();

  private String endpoint = "";

  @Override
  public void init() {
    endpoint = String.join(" or ", WebApplication.endpoints(getServletContext()));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : HttpServletResponse.SC_NOT_FOUND;
    JsonAnswer.prepare(response);
    rejection(request, status).answer(response);
  }

  private HttpRejection rejection(HttpServletRequest request, int status) {
    // The container may have another name for what it noticed, 400 for a body that stalled.
    return request.getAttribute(REJECTION) instanceof HttpRejection told ? told : rejection(status);
  }

  private HttpRejection rejection(int status) {
    return switch (status) {
      case HttpServletResponse.SC_BAD_REQUEST ->
          HttpRejection.of(status, "the head of the request is malformed");
      case HttpServletResponse.SC_NOT_FOUND -> HttpRejection.nothingHere(endpoint);
      case HttpServletResponse.SC_METHOD_NOT_ALLOWED ->
          HttpRejection.of(status, "this method is not allowed here");
      case HttpServletResponse.SC_INTERNAL_SERVER_ERROR -> HttpRejection.internalError();
      default -> HttpRejection.of(status, "the container refuses it with status " + status);
    };
  }
}
