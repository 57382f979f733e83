package io.github.mcpecho.standalone;

import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.settings.Settings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Stands in front of all that is served: knows the requests that are running, lets them end before
 * the server does, and keeps what is for operators to an address of its own, if there is one.
 */
final class Drain extends GracefulHandler {
  static final Set<String> FOR_OPERATORS = Set.of("/health", "/livez", "/metrics");

  private static final long LOOK_MILLIS = 20;

  private final Settings settings;
  private final boolean apart;
  private final int maxRequests;
  private final AtomicLong requests = new AtomicLong();
  private volatile Runnable whenServedAll = () -> {};
  private volatile boolean draining;

  Drain(Handler handler, Settings settings) {
    super(handler);
    this.settings = settings;
    this.apart = settings.find(ServerSettings.MANAGEMENT_PORT).isPresent();
    this.maxRequests = settings.get(ServerSettings.MAX_REQUESTS);
  }

  /** Runs this on a thread of its own once as many requests came as one process should serve. */
  void whenServedAll(Runnable action) {
    whenServedAll = action;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    if (path == null) {
      // CONNECT of HTTP/2 has none (RFC 9113 §8.5).
      Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
      return true;
    }
    boolean forOperators = FOR_OPERATORS.contains(path);
    if (draining) {
      // A proxy lets go of a connection that it would otherwise use again.
      response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
    }
    String connector = request.getConnectionMetaData().getConnector().getName();
    if (apart && forOperators != JettyHttp.MANAGEMENT.equals(connector)) {
      Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      return true;
    }
    long number = maxRequests > 0 && !forOperators ? requests.incrementAndGet() : 0;
    if (number > 0 && number >= maxRequests) {
      response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
    }
    boolean handled = super.handle(request, response, callback);
    // Afterwards: this request has to be answered too.
    if (number > 0 && number == maxRequests) {
      new Thread(whenServedAll, "mcp-echo-recycle").start();
    }
    return handled;
  }

  /**
   * Says that this server stops; then takes connections for as long as load balancers need to hear
   * of it; then none, until the running requests have ended or their time is up. What runs even
   * then is cancelled, with an answer. Subscriptions end as soon as no connection is taken, so that
   * their clients find another server.
   */
  void drain(EchoServlets servlets, McpServer server, ServerConnector connector)
      throws InterruptedException {
    draining = true;
    servlets.drain();
    TimeUnit.NANOSECONDS.sleep(settings.get(ServerSettings.DRAIN_DELAY).toNanos());
    connector.close();
    connector.getConnectedEndPoints().forEach(Drain::sendAway);
    if (!isIdleWithin(settings.get(ServerSettings.STOP_TIMEOUT), server)) {
      servlets.mcp().destroy();
    }
  }

  /** In HTTP/2 a connection is not closed by an answer, but by a GOAWAY (RFC 9113 §6.8). */
  private static void sendAway(EndPoint endPoint) {
    Connection connection = endPoint.getConnection();
    if (connection instanceof SslConnection tls) {
      connection = tls.getSslEndPoint().getConnection();
    }
    if (connection instanceof HTTP2Connection streams) {
      streams.getSession().shutdown();
    }
  }

  private boolean isIdleWithin(Duration limit, McpServer server) throws InterruptedException {
    long begin = System.nanoTime();
    while (getCurrentRequestCount() > 0) {
      if (System.nanoTime() - begin > limit.toNanos()) {
        return false;
      }
      // Again and again: one may begin on a connection that is still there.
      server.endSubscriptions();
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }
}
