package io.github.mcpecho.testing;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** A request whose body has been read: it comes again, and then what there may be after it. */
final class Replayed extends Request.Wrapper {
  private ByteBuffer body;

  Replayed(Request request, byte[] body) {
    super(request);
    this.body = ByteBuffer.wrap(body);
  }

  @Override
  public Content.Chunk read() {
    if (body.hasRemaining()) {
      ByteBuffer all = body;
      body = ByteBuffer.allocate(0);
      return Content.Chunk.from(all, false);
    }
    return super.read();
  }

  @Override
  public void demand(Runnable whenThereIs) {
    if (body.hasRemaining()) {
      whenThereIs.run();
    } else {
      super.demand(whenThereIs);
    }
  }
}
