package io.github.mcpecho.testing;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.servlet.AnsweredInFront;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.servlet.ServletChannel;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The servlets behind the rules, asked what they answer to one request: with every rule of HTTP,
 * and with their log and metrics. For one thread at a time.
 */
final class WorkingServer {
  private final Handler servlets;
  private final Replayed request;
  private final Response response;
  private final AnsweredInFront sent;
  private final Closing closing;
  private boolean asked;

  /**
   * @param sent is told what the client was sent, in place of what they answer
   */
  WorkingServer(
      Handler servlets,
      Replayed request,
      Response response,
      AnsweredInFront sent,
      Closing closing) {
    this.servlets = servlets;
    this.request = request;
    this.response = response;
    this.sent = sent;
    this.closing = closing;
  }

  /**
   * Hands on what they answer, as if the request had had these headers and this body.
   *
   * @param path where it would have gone
   * @param isGone tells that the client is gone, which ends the call
   * @throws IOException if the client is gone
   * @throws InterruptedException if the server is closed
   */
  void answer(String path, byte[] body, Headers headers, BooleanSupplier isGone, Wire to)
      throws IOException, InterruptedException {
    asked = true;
    run(request.with(path, headers, body), isGone, to);
  }

  /** Returns whether they were asked, and so tell log and metrics of the request. */
  boolean isAsked() {
    return asked;
  }

  /**
   * Has log and metrics told of an answer that was given without them.
   *
   * @param path that they know
   */
  void tell(String path, Headers headers, Wire client) throws IOException, InterruptedException {
    run(
        request.with(path, headers, request.body()),
        () -> false,
        new CapturedWire(client, false, message -> {}));
  }

  private void run(Replayed asking, BooleanSupplier isGone, Wire to)
      throws IOException, InterruptedException {
    request.setAttribute(AnsweredInFront.class.getName(), sent);
    // What serves the requests of a connection, one after the other, cannot serve one twice.
    request.getComponents().getCache().removeAttribute(ServletChannel.class.getName());
    var captured = new CapturedResponse(asking, response, to, isGone);
    var done = new Callback.Completable();
    try {
      if (!servlets.handle(asking, captured, done)) {
        throw new InterruptedException("The server is closed");
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The servlets failed", e);
    }
    if (!done.isDone()) {
      closing.happens(done.exceptionally(failure -> null), Closing.FOR_EVER);
    }
    captured.requireComplete();
    if (done.isCompletedExceptionally()) {
      throw new IOException("The servlets broke off");
    }
  }
}
