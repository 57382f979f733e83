package io.github.mcpecho.standalone;

import io.github.mcpecho.servlet.EchoServlets;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Puts Jetty's parts together: everything but the servlets, then these. */
final class JettyHttp {
  private static final int STOP_MILLIS = 100;

  /**
   * Connections of a burst that wait to be accepted; the next one is tried again a second later.
   */
  private static final int BACKLOG = 1_024;

  /**
   * How long a silent connection is kept, and a head may take, while new connections wait for a
   * place.
   */
  static final int IDLE_MILLIS_WHEN_FULL = 1_000;

  private final Server server;
  private final ServletContextHandler context;
  private final String path;

  JettyHttp(ServerConfig config) {
    this(config, UnaryOperator.identity());
  }

  JettyHttp(ServerConfig config, UnaryOperator<Handler> inFront) {
    path = config.path();
    var threads = JettyThreads.forRequests(config.http().maxConcurrentRequests());
    threads.setStopTimeout(STOP_MILLIS);
    server = new Server(threads);
    server.setStopTimeout(0);
    var errors = new JsonErrorHandler(path, config.maxHeaderBytes());
    server.setErrorHandler(errors);
    server.addConnector(connector(server, config));
    var limit = new NetworkConnectionLimit(config.maxConnections(), server);
    limit.setEndPointIdleTimeout(IDLE_MILLIS_WHEN_FULL);
    server.addBean(limit);
    context = new ServletContextHandler("/");
    context.setErrorHandler(errors);
    server.setHandler(new BodyDeadline(inFront.apply(context), config.http().readTimeout()));
  }

  Server serving(EchoServlets servlets) {
    var mcp = new ServletHolder("mcp", servlets.mcp());
    mcp.setInitOrder(1);
    context.addServlet(mcp, path);
    context.addServlet(mcp, path + "/");
    context.addServlet(new ServletHolder("health", servlets.health()), "/health");
    context.addServlet(new ServletHolder("metrics", servlets.metrics()), "/metrics");
    var metadata = new ServletHolder("resource-metadata", servlets.resourceMetadata());
    metadata.setInitParameter("endpoint", path);
    context.addServlet(metadata, "/.well-known/oauth-protected-resource/*");
    context.addServlet(new ServletHolder("nothing", new NothingHere()), "/");
    return server;
  }

  private static ServerConnector connector(Server server, ServerConfig config) {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(config.maxHeaderBytes());
    http.addCustomizer(JettyHttp::closeIfFaulty);
    var connector =
        new ServerConnector(server, new RequestConnections(http, config.http().readTimeout()));
    connector.setHost(config.host());
    connector.setPort(config.port());
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(config.idleTimeout().toMillis());
    return connector;
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
