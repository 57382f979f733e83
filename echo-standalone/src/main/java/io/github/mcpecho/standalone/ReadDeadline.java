package io.github.mcpecho.standalone;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;

/**
 * How long one connection may take over what the server waits for. A client that sends a byte now
 * and then is never idle, and would hold its connection for as long as it likes. Not thread-safe.
 */
final class ReadDeadline {
  private static final long WHEN_FULL_NANOS =
      TimeUnit.MILLISECONDS.toNanos(JettyHttp.IDLE_MILLIS_WHEN_FULL);

  /**
   * A client that still sends is refused when its next byte comes, a silent one a little later:
   * Jetty cuts off a connection that is idle while an answer is about to be written.
   */
  private static final int GRACE_MILLIS = 500;

  private final EndPoint connection;
  private final AbstractConnector connector;
  private final long timeoutNanos;
  private boolean begun;
  private boolean shortened;
  private long beginNanos;

  ReadDeadline(EndPoint connection, AbstractConnector connector, Duration timeout) {
    this.connection = connection;
    this.connector = connector;
    this.timeoutNanos = timeout.toNanos();
  }

  /** Begins, unless it has begun. */
  void begin() {
    if (!begun) {
      begun = true;
      beginNanos = System.nanoTime();
    }
  }

  boolean hasBegun() {
    return begun;
  }

  boolean isOver() {
    if (!begun) {
      return false;
    }
    long elapsed = System.nanoTime() - beginNanos;
    return elapsed >= timeoutNanos || elapsed >= WHEN_FULL_NANOS && isFull();
  }

  /** Lets the connection be silent hardly longer than there is time left. */
  void awaitMore() {
    if (begun) {
      long left = Math.max(0, timeoutNanos - (System.nanoTime() - beginNanos));
      long silence = TimeUnit.NANOSECONDS.toMillis(left) + GRACE_MILLIS;
      connection.setIdleTimeout(Math.min(silence, idleMillis()));
      shortened = true;
    }
  }

  /** Ends; from now on the connection may be silent as long as any other. */
  void end() {
    begun = false;
    if (shortened) {
      connection.setIdleTimeout(idleMillis());
      shortened = false;
    }
  }

  private long idleMillis() {
    return isFull()
        ? Math.min(connector.getIdleTimeout(), JettyHttp.IDLE_MILLIS_WHEN_FULL)
        : connector.getIdleTimeout();
  }

  /** While every place is taken, new connections are not accepted. */
  private boolean isFull() {
    return !connector.isAccepting();
  }
}
