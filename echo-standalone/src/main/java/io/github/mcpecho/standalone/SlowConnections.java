package io.github.mcpecho.standalone;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Ends connections whose TLS handshake, record of TLS or head of HTTP/2 takes too long: as {@link
 * ReadDeadline} does in HTTP/1, where there is somebody to ask. Jetty knows of silence alone, and a
 * client that sends a byte now and then is never silent. Looks at each of these connections about
 * once a second.
 */
final class SlowConnections implements Connection.Listener {
  private static final System.Logger LOG = System.getLogger(SlowConnections.class.getName());

  /** What the session of a TLS connection calls its protocol until the handshake is done. */
  private static final String NO_PROTOCOL = "NONE";

  private final AbstractConnector connector;
  private final long timeoutNanos;
  private final long lookMillis;

  SlowConnections(AbstractConnector connector, Duration timeout) {
    this.connector = connector;
    this.timeoutNanos = timeout.toNanos();
    this.lookMillis = Math.min(timeout.toMillis(), JettyHttp.IDLE_MILLIS_WHEN_FULL);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection tls) {
      lookAtWhile(tls, new Records(tls)::mayGoOn);
    } else if (connection instanceof HTTP2Connection http2) {
      lookAtWhile(http2, new Head(http2)::mayGoOn);
    }
  }

  private void lookAtWhile(Connection connection, BooleanSupplier goesOn) {
    connector
        .getScheduler()
        .schedule(
            () -> {
              if (connection.getEndPoint().isOpen() && goesOn.getAsBoolean()) {
                lookAtWhile(connection, goesOn);
              }
            },
            lookMillis,
            TimeUnit.MILLISECONDS);
  }

  /** While every place is taken, new connections are not accepted. */
  private boolean isOver(long begin) {
    long limit =
        connector.isAccepting()
            ? timeoutNanos
            : TimeUnit.MILLISECONDS.toNanos(JettyHttp.IDLE_MILLIS_WHEN_FULL);
    return System.nanoTime() - begin >= Math.min(limit, timeoutNanos);
  }

  private void end(Connection connection, String slow) {
    LOG.log(
        System.Logger.Level.DEBUG,
        "A connection with {0} is closed: {1} took too long to arrive",
        connection.getEndPoint().getRemoteSocketAddress(),
        slow);
    connection.getEndPoint().close();
  }

  /** What arrives on a connection of TLS: nobody hears of a record before its last byte. */
  private final class Records {
    private final SslConnection tls;
    private boolean isShaking = true;
    private long decrypted;
    private long read;

    /** When it was seen first that nothing more was decrypted. */
    private long begin = System.nanoTime();

    Records(SslConnection tls) {
      this.tls = tls;
    }

    boolean mayGoOn() {
      long readBefore = read;
      long decryptedBefore = decrypted;
      boolean wasShaking = isShaking;
      read = tls.getBytesIn();
      decrypted = decryptedBytes();
      isShaking = isShaking && tls.getSSLEngine().getSession().getProtocol().equals(NO_PROTOCOL);
      if (isShaking) {
        if (isOver(begin)) {
          end(tls, "the TLS handshake");
        }
      } else if (wasShaking || decrypted != decryptedBefore) {
        begin = System.nanoTime();
      } else if (read != readBefore && isOver(begin)) {
        end(tls, "a record of TLS");
      }
      return true;
    }

    private long decryptedBytes() {
      Connection inner = tls.getSslEndPoint().getConnection();
      return inner == null ? 0 : inner.getBytesIn();
    }
  }

  /** What arrives on a connection on which no request is served. */
  private final class Head {
    private final HTTP2Connection connection;
    private final HTTP2Session session;
    private final long opened = System.nanoTime();
    private final long beforeFrames;
    private long read;

    /** When the one began that took too long when it was looked at last: once may be chance. */
    private OptionalLong suspect = OptionalLong.empty();

    Head(HTTP2Connection connection) {
      this.connection = connection;
      this.session = connection.getSession();
      this.beforeFrames = session.getParser().getBeginNanoTime();
    }

    boolean mayGoOn() {
      long before = read;
      read = connection.getBytesIn();
      // Of a frame, or of all frames of one head; of the client's preface it is not told.
      long begin = session.getParser().getBeginNanoTime();
      if (begin == beforeFrames) {
        begin = opened;
      }
      if (session.getStreamCount() > 0) {
        suspect = OptionalLong.empty();
      } else if (suspect.equals(OptionalLong.of(begin))) {
        session.close(
            ErrorCode.ENHANCE_YOUR_CALM_ERROR.code,
            "the head took too long to arrive",
            Callback.from(connection.getEndPoint()::close));
        return false;
      } else {
        suspect = read > before && isOver(begin) ? OptionalLong.of(begin) : OptionalLong.empty();
      }
      return true;
    }
  }
}
