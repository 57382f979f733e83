package io.github.mcpecho.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.util.BufferUtil;

/**
 * What becomes of a connection after its last answer: it reads on until the client closes it, or
 * for a while. To close while the client still sends would reset the connection, and the client
 * might never see the answer (RFC 9112 §9.6).
 */
final class LingeringClose extends AbstractConnection {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Enough for what people send by mistake. */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final Connection answered;
  private final ReadDeadline deadline;
  private final ByteBuffer unread = BufferUtil.allocate(8 * 1024);
  private int bytes;

  private LingeringClose(Connection answered, AbstractConnector connector) {
    super(answered.getEndPoint(), connector.getExecutor());
    this.answered = answered;
    this.deadline = new ReadDeadline(answered.getEndPoint(), connector, LONGEST);
  }

  /** Takes the place of a connection on which nothing more is answered. */
  static void after(Connection answered, AbstractConnector connector) {
    var lingering = new LingeringClose(answered, connector);
    answered.getEndPoint().setConnection(lingering);
    lingering.deadline.begin();
    lingering.deadline.awaitMore();
    lingering.getEndPoint().shutdownOutput();
    lingering.onFillable();
  }

  @Override
  public void onFillable() {
    try {
      int read = getEndPoint().fill(unread);
      while (read > 0 && bytes < MOST_BYTES && !deadline.isOver()) {
        bytes += read;
        BufferUtil.clear(unread);
        read = getEndPoint().fill(unread);
      }
      if (read != 0 || deadline.isOver()) {
        close();
      } else {
        deadline.awaitMore();
        fillInterested();
      }
    } catch (IOException e) {
      getEndPoint().close(e);
    }
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    getEndPoint().close(cause);
  }

  /** A timer that was set before the answer may expire now. */
  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    return deadline.isOver();
  }

  /** Those who count connections know the first one. */
  @Override
  public void onClose(Throwable cause) {
    answered.onClose(cause);
  }
}
