package io.github.mcpecho.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A request whose body has been read, and comes again. If that is all of it, nobody asks the
 * connection for more: it may have been silent for too long meanwhile.
 */
final class Replayed extends Request.Wrapper {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final byte[] body;
  private final boolean complete;
  private ByteBuffer left;

  private Replayed(Request request, byte[] body, boolean complete) {
    super(request);
    this.body = body;
    this.complete = complete;
    this.left = ByteBuffer.wrap(body);
  }

  /**
   * Reads the body of a request; of one that breaks off, nothing.
   *
   * @param maxBytes one byte more is read of a longer one, and the rest comes from the connection
   */
  static Replayed of(Request request, int maxBytes) {
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] body = in.readNBytes(maxBytes + 1);
      return new Replayed(request, body, body.length <= maxBytes);
    } catch (IOException e) {
      return new Replayed(request, new byte[0], false);
    }
  }

  byte[] body() {
    return body;
  }

  /** Returns whether that is all of it. */
  boolean isComplete() {
    return complete;
  }

  @Override
  public Content.Chunk read() {
    if (left.hasRemaining()) {
      ByteBuffer all = left;
      left = NOTHING;
      return Content.Chunk.from(all, complete);
    }
    return complete ? Content.Chunk.EOF : super.read();
  }

  @Override
  public void demand(Runnable whenThereIs) {
    if (complete || left.hasRemaining()) {
      whenThereIs.run();
    } else {
      super.demand(whenThereIs);
    }
  }
}
