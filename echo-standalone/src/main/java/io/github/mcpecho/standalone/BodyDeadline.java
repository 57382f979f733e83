package io.github.mcpecho.standalone;

import io.github.mcpecho.internal.http.MalformedBodyException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Ends the wait for a body when its time is up. A servlet that waits in a read cannot: it hears
 * nothing until something arrives, or the connection has been idle for too long.
 */
final class BodyDeadline extends Handler.Wrapper {
  private final long timeoutNanos;

  BodyDeadline(Handler handler, Duration timeout) {
    super(handler);
    this.timeoutNanos = timeout.toNanos();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(new TimedBody(request), response, callback);
  }

  private final class TimedBody extends Request.Wrapper {
    private final EndPoint connection;
    private final long idleMillis;

    TimedBody(Request request) {
      super(request);
      connection = request.getConnectionMetaData().getConnection().getEndPoint();
      idleMillis = connection.getIdleTimeout();
    }

    /** Called when there is nothing to read yet. */
    @Override
    public void demand(Runnable whenThereIs) {
      long left = timeoutNanos - (System.nanoTime() - getHeadersNanoTime());
      long leftMillis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
      connection.setIdleTimeout(Math.min(leftMillis, idleMillis));
      super.demand(whenThereIs);
    }

    @Override
    public Content.Chunk read() {
      Content.Chunk chunk = super.read();
      if (chunk != null && chunk.isLast()) {
        connection.setIdleTimeout(idleMillis);
      }
      return Content.Chunk.isFailure(chunk) ? withReason(chunk) : chunk;
    }

    /** All that Jetty tells is that the body has ended too early. */
    private Content.Chunk withReason(Content.Chunk failure) {
      return getConnectionMetaData().getConnection() instanceof RequestConnection read
          ? read.getParser()
              .bodyFlaw()
              .map(MalformedBodyException::new)
              .map(flaw -> Content.Chunk.from(flaw, failure.isLast()))
              .orElse(failure)
          : failure;
    }
  }
}
