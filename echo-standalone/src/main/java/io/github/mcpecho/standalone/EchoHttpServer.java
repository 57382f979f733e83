package io.github.mcpecho.standalone;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.servlet.RequestGuard;
import io.github.mcpecho.settings.ConfigurationException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A running server; it is running from {@link #start} until {@link #close}. Thread-safe.
 *
 * <pre>{@code
 * try (EchoHttpServer server = EchoHttpServer.start(ServerConfig.DEFAULTS.withPort(0))) {
 *   client.connect(server.uri());
 * }
 * }</pre>
 */
public final class EchoHttpServer implements AutoCloseable {
  private final Server jetty;
  private final URI uri;

  private EchoHttpServer(Server jetty, URI uri) {
    this.jetty = jetty;
    this.uri = uri;
  }

  /**
   * Starts a server; it accepts connections when this returns.
   *
   * @throws ConfigurationException if it cannot be configured so, or cannot listen where it should
   */
  public static EchoHttpServer start(ServerConfig config) {
    // Each takes about as long as the other to load.
    CompletableFuture<JettyHttp> jetty = CompletableFuture.supplyAsync(() -> new JettyHttp(config));
    McpServer server = McpEcho.newServer(config.echo());
    return start(config, server, jetty.join());
  }

  /**
   * Starts a server of your own in place of the one that {@link ServerConfig#echo} describes.
   *
   * @throws ConfigurationException if it cannot listen where it should
   */
  public static EchoHttpServer start(ServerConfig config, McpServer server) {
    return start(config, server, new JettyHttp(config));
  }

  /**
   * Starts a server of your own, with a handler of Jetty in front of the servlets: it sees requests
   * to every path, and may answer in their place, if the guard admits them.
   *
   * @param inFront puts a handler around the one that it is given, which asks this guard
   * @throws ConfigurationException if it cannot listen where it should
   */
  public static EchoHttpServer start(
      ServerConfig config, McpServer server, BiFunction<Handler, RequestGuard, Handler> inFront) {
    RequestGuard guard = RequestGuard.of(server, guarded(config));
    UnaryOperator<Handler> around = servlets -> inFront.apply(servlets, guard);
    return start(config, server, new JettyHttp(config, around));
  }

  private static EchoHttpServer start(ServerConfig config, McpServer server, JettyHttp http) {
    Logging.quietJetty();
    Server jetty = http.serving(EchoServlets.of(server, guarded(config)));
    try {
      jetty.start();
    } catch (Exception e) {
      stop(jetty);
      throw notStarted(config, e);
    }
    int port = ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
    String host =
        address(config.host()).isAnyLocalAddress() ? "localhost" : bracketed(config.host());
    return new EchoHttpServer(jetty, URI.create("http://" + host + ":" + port + config.path()));
  }

  /** The address decides what a guard lets in that fits it. */
  private static HttpSettings guarded(ServerConfig config) {
    HttpSettings settings = config.http();
    return settings.withGuard(settings.guard().listeningAt(address(config.host())));
  }

  /** Returns the URI of the MCP endpoint, as a client on this machine reaches it. */
  public URI uri() {
    return uri;
  }

  /** Returns the port it listens on. */
  public int port() {
    return uri.getPort();
  }

  /** Waits until the server is closed, or the thread is interrupted. */
  public void join() {
    try {
      jetty.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops at once; requests that are being served are cut off. */
  @Override
  public void close() {
    stop(jetty);
  }

  private static void stop(Server jetty) {
    // Jetty would not stop in order on a thread that is interrupted.
    boolean interrupted = Thread.interrupted();
    try {
      jetty.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The server did not stop", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException notStarted(ServerConfig config, Exception failure) {
    String address = config.host() + ":" + config.port();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
        return new ConfigurationException(
            "Port "
                + config.port()
                + " is in use: set MCP_ECHO_PORT to another one, or stop the"
                + " program that listens on "
                + address);
      }
      if (cause instanceof SocketException) {
        return new ConfigurationException(
            "Cannot listen on "
                + address
                + " ("
                + cause.getMessage()
                + "): set MCP_ECHO_HOST to an address of this machine and MCP_ECHO_PORT to a port"
                + " you may use");
      }
    }
    return new IllegalStateException("The server did not start", failure);
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new ConfigurationException(
          "MCP_ECHO_HOST: there is no host of this name; 127.0.0.1 serves this machine only,"
              + " 0.0.0.0 every network");
    }
  }

  /** An IPv6 address stands in brackets in a URI (RFC 3986 §3.2.2). */
  private static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
