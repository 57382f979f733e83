package io.github.mcpecho.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Hears that a client closes its connection; whatever it sends before that is thrown away. */
final class HangUp implements Callback {
  private static final int BUFFER_BYTES = 1_024;

  private final EndPoint socket;
  private final ByteBuffer thrownAway = BufferUtil.allocate(BUFFER_BYTES);
  private final CompletableFuture<Void> heard = new CompletableFuture<>();

  private HangUp(EndPoint socket) {
    this.socket = socket;
  }

  /**
   * Returns what completes once the connection has ended, also because it was silent for too long.
   * Nothing may be read from it any more.
   */
  static CompletableFuture<Void> of(EndPoint socket) {
    var hangUp = new HangUp(socket);
    socket.tryFillInterested(hangUp);
    return hangUp.heard;
  }

  @Override
  public void succeeded() {
    try {
      BufferUtil.clear(thrownAway);
      if (socket.fill(thrownAway) < 0) {
        heard.complete(null);
      } else {
        socket.tryFillInterested(this);
      }
    } catch (IOException e) {
      heard.complete(null);
    }
  }

  @Override
  public void failed(Throwable cause) {
    heard.complete(null);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
