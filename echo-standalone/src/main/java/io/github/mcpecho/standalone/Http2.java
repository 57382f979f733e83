package io.github.mcpecho.standalone;

import io.github.mcpecho.internal.redaction.QuotedInput;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/** HTTP/2 (RFC 9113) over TLS, with the rules that hold for HTTP/1.1 too. */
final class Http2 extends HTTP2ServerConnectionFactory {
  /** How many times the longest head is read, to be refused: Jetty ends a connection for one. */
  private static final int HEADS_READ = 4;

  private static final System.Logger LOG = System.getLogger(Http2.class.getName());
  private static final int LONGEST = 200;

  Http2(HttpConfiguration http) {
    super(configuration(http));
  }

  @Override
  protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
    return new SessionListener(this, endPoint);
  }

  /**
   * For a client that knows that this server speaks it. There is no {@code Upgrade: h2c}, which RFC
   * 9113 has dropped: behind a proxy that forwards it, what follows would pass its rules by.
   */
  static ConnectionFactory withoutTls(HttpConfiguration http) {
    return new HTTP2CServerConnectionFactory(configuration(http)) {
      @Override
      protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
        return new SessionListener(this, endPoint);
      }

      @Override
      public Connection upgradeConnection(
          Connector connector,
          EndPoint endPoint,
          MetaData.Request request,
          HttpFields.Mutable response) {
        return HttpMethod.PRI.is(request.getMethod())
            ? super.upgradeConnection(connector, endPoint, request, response)
            : null;
      }
    };
  }

  /** Tells whoever debugs why a connection ended; the client hears no more than a code. */
  private static final class SessionListener extends HTTPServerSessionListener {
    SessionListener(HTTP2ServerConnectionFactory factory, EndPoint endPoint) {
      factory.super(endPoint);
    }

    @Override
    public void onFailure(Session session, Throwable failure, Callback callback) {
      if (LOG.isLoggable(System.Logger.Level.DEBUG)) {
        LOG.log(
            System.Logger.Level.DEBUG,
            "A connection of HTTP/2 with "
                + session.getRemoteSocketAddress()
                + " failed: "
                + QuotedInput.of(String.valueOf(failure.getMessage()), LONGEST));
      }
      super.onFailure(session, failure, callback);
    }
  }

  private static HttpConfiguration configuration(HttpConfiguration http) {
    var streams = new HttpConfiguration(http);
    int longest = http.getRequestHeaderSize();
    streams.setRequestHeaderSize(HEADS_READ * longest);
    streams.addCustomizer((request, response) -> checked(request, longest));
    return streams;
  }

  private static Request checked(Request request, int longest) {
    int length = request.getHttpURI().toString().length();
    for (HttpField field : request.getHeaders()) {
      length += field.getName().length() + String.valueOf(field.getValue()).length();
    }
    if (length > longest) {
      throw new HttpException.RuntimeException(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431);
    }
    if (request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
      // §8.2.2: it is malformed.
      throw new MalformedRequestException(Malformation.CONNECTION_FIELD);
    }
    String authority = request.getHttpURI().getAuthority();
    return authority == null || request.getHeaders().contains(HttpHeader.HOST)
        ? request
        : new WithHost(request, authority);
  }

  /** The host is no header there but {@code :authority} (§8.3.1): whoever reads headers sees it. */
  private static final class WithHost extends Request.Wrapper {
    private final HttpFields headers;

    WithHost(Request request, String authority) {
      super(request);
      headers =
          HttpFields.build()
              .add(HttpHeader.HOST, authority)
              .add(request.getHeaders())
              .asImmutable();
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }
}
