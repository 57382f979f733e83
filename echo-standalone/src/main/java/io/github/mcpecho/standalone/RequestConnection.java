package io.github.mcpecho.standalone;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * A connection of HTTP/1 on which a head has its time, and a refusal arrives. Jetty has no setting
 * for either; its connection is public, but in a package that its module does not export, so this
 * runs on the class path only.
 */
final class RequestConnection extends HttpConnection {
  private final AbstractConnector connector;
  private final ReadDeadline deadline;

  /** Set by the constructor above this one, which makes the parser too. */
  private RequestHandler handler;

  RequestConnection(
      HttpConfiguration configuration,
      AbstractConnector connector,
      EndPoint endPoint,
      Duration timeout) {
    super(configuration, connector, endPoint);
    this.connector = connector;
    this.deadline = new ReadDeadline(endPoint, connector, timeout);
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

  /** After its last answer, {@link LingeringClose} reads on in its place. */
  @Override
  public void onFillable() {
    if (!getParser().isTerminated()) {
      super.onFillable();
    }
  }

  @Override
  protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
    return new HttpStreamOverHTTP1(method, uri, version) {
      @Override
      public void succeeded() {
        if (isFillInterested() && getEndPoint() instanceof AbstractEndPoint endPoint) {
          // Somebody waited for the body until its time was up, and has answered that.
          endPoint.getFillInterest().onFail(new QuietException.Exception("answered"));
        }
        super.succeeded();
        if (getParser().isTerminated() && getEndPoint().getConnection() == RequestConnection.this) {
          LingeringClose.after(RequestConnection.this, connector);
        }
      }

      /** Called too when the answer is complete, and a part of the request was not read. */
      @Override
      public void failed(Throwable cause) {
        if (getGenerator().isEnd()) {
          succeeded();
        } else {
          super.failed(cause);
        }
      }
    };
  }
}
