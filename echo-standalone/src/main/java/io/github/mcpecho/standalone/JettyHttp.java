package io.github.mcpecho.standalone;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.Authorization;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.servlet.HealthServlet;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.security.KeyStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/** Puts Jetty's parts together: everything but the servlets, then these. */
final class JettyHttp {
  /** The name of the connector for operators. */
  static final String MANAGEMENT = "management";

  /** The name of the connector for the page as one of another origin. */
  static final String PAGE = "page";

  private static final int STOP_MILLIS = 100;

  /**
   * Connections of a burst that wait to be accepted; the next one is tried again a second later.
   */
  private static final int BACKLOG = 1_024;

  /**
   * Characters of header lines that each connection knows again. Jetty keeps 24 bytes for each of
   * them: with its 4,096 a thousand connections need 96 MB.
   */
  private static final int HEADER_CACHE = 512;

  /**
   * How long a silent connection is kept, and a head may take, while new connections wait for a
   * place.
   */
  static final int IDLE_MILLIS_WHEN_FULL = 1_000;

  private final Server server;
  private final ServletContextHandler context;
  private final String path;
  private final boolean page;
  private final boolean hasHttp2;
  private final Drain drain;
  private final JsonErrorHandler errors;

  JettyHttp(Settings settings) {
    this(settings, Tls.of(settings), true, UnaryOperator.identity());
  }

  /**
   * Has a handler in front of the servlets that may write to a connection past Jetty: there is no
   * HTTP/2, where a connection is not that of one request.
   *
   * @param identity the key and the certificates of TLS, if they are not those of the settings
   */
  JettyHttp(Settings settings, Optional<KeyStore> identity, UnaryOperator<Handler> inFront) {
    this(
        settings,
        identity.map(keys -> Tls.of(settings, keys)).or(() -> Tls.of(settings)),
        false,
        inFront);
  }

  private JettyHttp(
      Settings settings, Optional<Tls> tls, boolean hasHttp2, UnaryOperator<Handler> inFront) {
    this.hasHttp2 = hasHttp2;
    path = settings.get(ServerSettings.PATH);
    page = settings.get(ServerSettings.PAGE);
    var threads = JettyThreads.forRequests(settings.get(HttpSettings.MAX_CONCURRENT_REQUESTS));
    threads.setStopTimeout(STOP_MILLIS);
    server = new Server(threads, JettyThreads.forTimeouts(), null);
    server.setStopTimeout(0);
    errors = new JsonErrorHandler(path, settings.get(ServerSettings.MAX_HEADER_BYTES));
    server.setErrorHandler(errors);
    server.addConnector(connector(server, settings, tls));
    tls.ifPresent(files -> files.watchWhile(server));
    settings
        .find(ServerSettings.PAGE_PORT)
        .ifPresent(port -> server.addConnector(foreign(server, settings, port)));
    settings
        .find(ServerSettings.MANAGEMENT_PORT)
        .ifPresent(port -> server.addConnector(management(server, settings, port)));
    var limit = new NetworkConnectionLimit(settings.get(ServerSettings.MAX_CONNECTIONS), server);
    limit.setEndPointIdleTimeout(IDLE_MILLIS_WHEN_FULL);
    server.addBean(limit);
    context = new ProgramContext();
    context.setErrorHandler(errors);
    drain =
        new Drain(
            new BodyDeadline(
                new WithoutPath(inFront.apply(context)), settings.get(HttpSettings.READ_TIMEOUT)),
            settings);
    server.setHandler(drain);
  }

  /** Loads what takes Jetty the longest: its types of media know every language of the JVM. */
  static void load() {
    MimeTypes.DEFAULTS.getMimeMap();
  }

  Drain drain() {
    return drain;
  }

  /**
   * @param guard that of the endpoint
   */
  Server serving(EchoServlets servlets, McpServer mcpServer, Predicate<Headers> guard) {
    errors.whenRefused((reason, status) -> servlets.metrics().refused(status, reason));
    var mcp = new ServletHolder("mcp", servlets.mcp());
    mcp.setInitOrder(1);
    context.addServlet(mcp, path);
    context.addServlet(mcp, path + "/");
    context.addServlet(new ServletHolder("health", servlets.health()), "/health");
    // Nobody tells this one that the server drains: the process is alive until it ends.
    context.addServlet(new ServletHolder("livez", new HealthServlet(mcpServer)), "/livez");
    context.addServlet(new ServletHolder("metrics", servlets.metrics()), "/metrics");
    var metadata = new ServletHolder("resource-metadata", servlets.resourceMetadata());
    metadata.setInitParameter("endpoint", path);
    context.addServlet(metadata, Authorization.METADATA_PATH + "/*");
    if (page) {
      var holder = new ServletHolder("page", servlets.page());
      holder.setInitParameter("endpoint", path);
      context.addServlet(holder, "");
    }
    context.addServlet(new ServletHolder("nothing", new NothingHere(guard)), "/");
    return server;
  }

  /** No application is around the servlets, and no container reads proxy headers for one. */
  private static final class ProgramContext extends ServletContextHandler {
    ProgramContext() {
      super("/");
    }

    @Override
    public ServletContextApi newServletContextApi() {
      return new ServletContextApi() {
        @Override
        public String getServerInfo() {
          return "mcp-echo";
        }
      };
    }
  }

  private ServerConnector connector(Server server, Settings settings, Optional<Tls> tls) {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(settings.get(ServerSettings.MAX_HEADER_BYTES));
    http.setHeaderCacheSize(HEADER_CACHE);
    http.addCustomizer(JettyHttp::closeIfFaulty);
    var connections = new RequestConnections(http, settings.get(HttpSettings.READ_TIMEOUT));
    var connector =
        new ServerConnector(
            server,
            tls.map(files -> overTls(files, http, connections))
                .orElseGet(
                    () ->
                        hasHttp2
                            ? new ConnectionFactory[] {connections, Http2.withoutTls(http)}
                            : new ConnectionFactory[] {connections}));
    tls.ifPresent(files -> connector.addBean(new RefusedHandshakes()));
    connector.addBean(new SlowConnections(connector, settings.get(HttpSettings.READ_TIMEOUT)));
    connector.setHost(settings.get(ServerSettings.HOST));
    connector.setPort(settings.get(ServerSettings.PORT));
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(settings.get(ServerSettings.IDLE_TIMEOUT).toMillis());
    return connector;
  }

  /** A client that chooses nothing gets HTTP/1.1. */
  private ConnectionFactory[] overTls(
      Tls tls, HttpConfiguration http, RequestConnections connections) {
    // Whoever debugs a proxy asks by all names.
    http.addCustomizer(new SecureRequestCustomizer(false));
    http.addCustomizer(Tls::tell);
    var choice = new ALPNServerConnectionFactory();
    choice.setDefaultProtocol(connections.getProtocol());
    var encrypted = new SslConnectionFactory(tls.context(), choice.getProtocol());
    return hasHttp2
        ? new ConnectionFactory[] {encrypted, choice, new Http2(http), connections}
        : new ConnectionFactory[] {encrypted, choice, connections};
  }

  /** Serves all that the first connector serves: an origin is foreign by its port alone. */
  private ServerConnector foreign(Server server, Settings settings, int port) {
    ServerConnector connector = connector(server, settings, Optional.empty());
    connector.setName(PAGE);
    connector.getConnectionFactories().stream()
        .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
        .map(HttpConfiguration.ConnectionFactory.class::cast)
        .map(HttpConfiguration.ConnectionFactory::getHttpConfiguration)
        .forEach(http -> http.addCustomizer(JettyHttp::tellLoopbackPort));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    return connector;
  }

  private static Request tellLoopbackPort(Request request, HttpFields.Mutable responseHeaders) {
    request.setAttribute(EchoServlets.LOOPBACK_PORT, true);
    return request;
  }

  private ServerConnector management(Server server, Settings settings, int port) {
    ServerConnector connector = connector(server, settings, Optional.empty());
    connector.setName(MANAGEMENT);
    settings.find(ServerSettings.MANAGEMENT_HOST).ifPresent(connector::setHost);
    connector.setPort(port);
    return connector;
  }

  /**
   * Returns the lines in the order they were sent in; the servlet API puts them together by name.
   * Jetty spells the names that it knows in its own way.
   */
  static Headers headers(HttpServletRequest request) {
    HttpFields fields = ServletContextRequest.getServletContextRequest(request).getHeaders();
    var lines = new Header[fields.size()];
    int count = 0;
    for (HttpField field : fields) {
      lines[count++] =
          new Header(field.getName(), Objects.requireNonNullElse(field.getValue(), ""));
    }
    return Headers.of(List.of(lines));
  }

  /**
   * HTTP/1.0 knows no Transfer-Encoding, so that somebody on the way may have seen another body
   * there: nothing that follows on the connection is a request (RFC 9112 §6.1).
   */
  private static Request closeIfFaulty(Request request, HttpFields.Mutable responseHeaders) {
    if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0
        && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
      responseHeaders.put(HttpFields.CONNECTION_CLOSE);
    }
    return request;
  }
}
