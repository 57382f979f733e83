package io.github.mcpecho.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * An answer that whatever stands in front of {@link EchoServlet} has given already. As an attribute
 * of the request, under the name of this class, it keeps the endpoint from answering: it only has
 * its log and metrics told of the request.
 *
 * @param status what was answered
 * @param why who answered, for the log; nothing of the request
 * @param begin when the request came, as {@link System#nanoTime}
 */
public record AnsweredInFront(int status, String why, long begin) {
  static Optional<AnsweredInFront> in(HttpServletRequest request) {
    return Optional.ofNullable(request.getAttribute(AnsweredInFront.class.getName()))
        .map(AnsweredInFront.class::cast);
  }
}
