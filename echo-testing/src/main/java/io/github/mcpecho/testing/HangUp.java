package io.github.mcpecho.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Hears that a client closes its connection; whatever it sends before that is thrown away. */
final class HangUp implements Callback {
  private static final int BUFFER_BYTES = 1_024;

  private final EndPoint socket;
  private final ByteBuffer thrownAway = BufferUtil.allocate(BUFFER_BYTES);
  private final CompletableFuture<Void> heard = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final CompletableFuture<Void> silent = new CompletableFuture<>();

  private HangUp(EndPoint socket) {
    this.socket = socket;
  }

  /** Begins to listen. Nothing may be read from the connection any more. */
  static HangUp of(EndPoint socket) {
    var hangUp = new HangUp(socket);
    hangUp.listen();
    return hangUp;
  }

  /** Runs this once the client has closed the connection, before whoever waits for that goes on. */
  void whenHeard(Runnable told) {
    heard.thenRun(told);
  }

  /** Returns what completes once the client has closed the connection. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  /** Returns what completes once the connection was silent for longer than connections may be. */
  CompletableFuture<Void> silent() {
    return silent;
  }

  private void listen() {
    socket.tryFillInterested(this);
  }

  @Override
  public void succeeded() {
    try {
      BufferUtil.clear(thrownAway);
      if (socket.fill(thrownAway) < 0) {
        close();
      } else {
        listen();
      }
    } catch (IOException e) {
      close();
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (cause instanceof TimeoutException) {
      silent.complete(null);
      listen();
    } else {
      close();
    }
  }

  private void close() {
    heard.complete(null);
    closed.complete(null);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
