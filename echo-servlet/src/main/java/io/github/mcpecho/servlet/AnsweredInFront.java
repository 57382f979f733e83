package io.github.mcpecho.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * An answer that whatever stands in front of {@link EchoServlet} gives. As an attribute of the
 * request, under the name of this class, it has log and metrics told of what was sent, be that what
 * the endpoint answered or not. Once it was sent, the endpoint answers no more, and only has them
 * told. For one request, and for one thread at a time.
 */
public final class AnsweredInFront {
  private final long begin;
  private Optional<Runnable> teller = Optional.empty();
  private boolean sent;
  private int status;
  private long bytes;
  private String why = "";

  /**
   * @param begin when the request came, as {@link System#nanoTime}
   */
  public AnsweredInFront(long begin) {
    this.begin = begin;
  }

  /**
   * Says what was sent.
   *
   * @param newStatus what was answered
   * @param newBytes the length of the answer's body
   * @param newWhy who answered, for the log; nothing of the request
   */
  public void sent(int newStatus, long newBytes, String newWhy) {
    sent = true;
    status = newStatus;
    bytes = newBytes;
    why = newWhy;
    teller.ifPresent(Runnable::run);
  }

  static Optional<AnsweredInFront> in(HttpServletRequest request) {
    return Optional.ofNullable(request.getAttribute(AnsweredInFront.class.getName()))
        .map(AnsweredInFront.class::cast);
  }

  long begin() {
    return begin;
  }

  boolean isSent() {
    return sent;
  }

  int status() {
    return status;
  }

  long bytes() {
    return bytes;
  }

  String why() {
    return why;
  }

  /** Returns whether the endpoint was asked before: it is one request all the same. */
  boolean isAsked() {
    return teller.isPresent();
  }

  /** Tells of the request in this way once the answer was sent, and in no other. */
  void whenSent(Runnable newTeller) {
    teller = Optional.of(newTeller);
    if (sent) {
      newTeller.run();
    }
  }
}
