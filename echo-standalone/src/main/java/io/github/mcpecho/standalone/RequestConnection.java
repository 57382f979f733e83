package io.github.mcpecho.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * A connection of HTTP/1 on which a head has its time, and a refusal arrives: to close while the
 * client still sends would reset the connection, and the client might never see the answer. Jetty
 * has no setting for either; its connection is public, but in a package that its module does not
 * export, so this runs on the class path only.
 */
final class RequestConnection extends HttpConnection {
  private static final int BUFFER_BYTES = 8 * 1024;

  /** Enough for what people send by mistake. */
  private static final int MOST_DISCARDED = 16 * 1024 * 1024;

  private final HeadDeadline deadline;
  private final Callback whenReadable =
      Callback.from(this::onFillable, this::onFillInterestedFailed);

  /** Set by the constructor above this one, which makes the parser too. */
  private RequestHandler handler;

  private int discarded;

  RequestConnection(
      HttpConfiguration configuration,
      AbstractConnector connector,
      EndPoint endPoint,
      Duration timeout) {
    super(configuration, connector, endPoint);
    this.deadline = new HeadDeadline(endPoint, connector, timeout);
  }

  @Override
  protected RequestHandler newRequestHandler() {
    handler = super.newRequestHandler();
    return handler;
  }

  @Override
  protected HttpParser newHttpParser(HttpCompliance compliance) {
    HttpConfiguration configuration = getHttpConfiguration();
    var parser =
        new RequestParser(
            handler, configuration.getRequestHeaderSize(), compliance, () -> deadline);
    parser.setHeaderCacheSize(configuration.getHeaderCacheSize());
    parser.setHeaderCacheCaseSensitive(configuration.isHeaderCacheCaseSensitive());
    return parser;
  }

  @Override
  public RequestParser getParser() {
    return (RequestParser) super.getParser();
  }

  /**
   * A client that is silent within a head is told why the connection is closed. Bytes may arrive at
   * this very moment: the thread that gets the interest in them is the only one to go on.
   */
  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    if (getParser().awaitsHead() && getEndPoint() instanceof AbstractEndPoint endPoint) {
      endPoint.getFillInterest().onFail(timeout);
      return false;
    }
    return super.onIdleExpired(timeout);
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    if (cause instanceof TimeoutException && getParser().awaitsHead()) {
      getParser().refuseSlowHead();
    } else {
      super.onFillInterestedFailed(cause);
    }
  }

  @Override
  public void onFillable() {
    if (getParser().isTerminated()) {
      discard();
    } else {
      super.onFillable();
    }
  }

  /** Reads on after the last answer, until the client has seen it and closes, or for a while. */
  private void discard() {
    if (discarded == 0) {
      deadline.end();
      deadline.begin();
    }
    ByteBuffer scratch = BufferUtil.allocate(BUFFER_BYTES);
    try {
      int read = getEndPoint().fill(scratch);
      while (read > 0 && discarded < MOST_DISCARDED) {
        discarded += read;
        BufferUtil.clear(scratch);
        read = getEndPoint().fill(scratch);
      }
      if (read != 0 || deadline.isOver()) {
        getEndPoint().close();
      } else {
        deadline.awaitMore();
        tryFillInterested(whenReadable);
      }
    } catch (IOException e) {
      getEndPoint().close(e);
    }
  }
}
