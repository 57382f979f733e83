package io.github.mcpecho.standalone;

import io.github.mcpecho.internal.http.MalformedBodyException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

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
    boolean isAlone = request.getConnectionMetaData().getConnection() instanceof RequestConnection;
    return super.handle(
        isAlone ? new TimedBody(request) : new TimedStream(request), response, callback);
  }

  /** Beside others on one connection, whose silence says nothing of this one. */
  private final class TimedStream extends Request.Wrapper {
    private volatile boolean isLate;

    TimedStream(Request request) {
      super(request);
    }

    @Override
    public void demand(Runnable whenThereIs) {
      long left = timeoutNanos - (System.nanoTime() - getHeadersNanoTime());
      var waiting = new AtomicReference<>(whenThereIs);
      Runnable once = () -> Optional.ofNullable(waiting.getAndSet(null)).ifPresent(Runnable::run);
      Scheduler.Task end =
          getComponents()
              .getScheduler()
              .schedule(
                  () -> {
                    isLate = waiting.get() != null;
                    getComponents().getExecutor().execute(once);
                  },
                  Math.max(0, left),
                  TimeUnit.NANOSECONDS);
      super.demand(
          () -> {
            end.cancel();
            once.run();
          });
    }

    @Override
    public Content.Chunk read() {
      return isLate
          ? Content.Chunk.from(new TimeoutException("The body took too long"), true)
          : super.read();
    }
  }

  private final class TimedBody extends Request.Wrapper {
    private final EndPoint connection;
    private final long idleMillis;
    private boolean isHurried;
    private Content.Chunk failure;

    TimedBody(Request request) {
      super(request);
      connection = request.getConnectionMetaData().getConnection().getEndPoint();
      idleMillis = connection.getIdleTimeout();
    }

    /** Called when there is nothing to read yet. */
    @Override
    public void demand(Runnable whenThereIs) {
      long left = timeoutNanos - (System.nanoTime() - getHeadersNanoTime());
      if (left <= 0) {
        failure = Content.Chunk.from(new TimeoutException("The body took too long"), true);
        whenThereIs.run();
        return;
      }
      long leftMillis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
      connection.setIdleTimeout(Math.min(leftMillis, idleMillis));
      isHurried = true;
      super.demand(whenThereIs);
    }

    /** A failure is read again and again: there is nothing more to wait for. */
    @Override
    public Content.Chunk read() {
      if (failure != null) {
        return failure;
      }
      Content.Chunk chunk = super.read();
      if (chunk != null && isHurried) {
        connection.setIdleTimeout(idleMillis);
        isHurried = false;
      }
      if (Content.Chunk.isFailure(chunk)) {
        failure = Content.Chunk.from(withReason(chunk.getFailure()), true);
        return failure;
      }
      return chunk;
    }

    /** All that Jetty tells is that the body has ended too early. */
    private Throwable withReason(Throwable cause) {
      return getConnectionMetaData().getConnection() instanceof RequestConnection read
          ? read.getParser().bodyFlaw().<Throwable>map(MalformedBodyException::new).orElse(cause)
          : cause;
    }
  }
}
