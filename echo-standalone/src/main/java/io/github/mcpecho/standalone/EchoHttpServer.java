package io.github.mcpecho.standalone;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/**
 * A running server; it is running from {@link #start} until {@link #close}. Thread-safe.
 *
 * <pre>{@code
 * Settings settings = ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0);
 * try (EchoHttpServer server = EchoHttpServer.start(settings)) {
 *   client.connect(server.uri());
 * }
 * }</pre>
 */
public final class EchoHttpServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EchoHttpServer.class.getName());

  private static final long LONGEST_STOP_MILLIS = 10_000;

  private final Server jetty;
  private final Drain drain;
  private final EchoServlets servlets;
  private final McpServer server;
  private final URI uri;
  private final Predicate<Headers> guard;

  private EchoHttpServer(
      Server jetty,
      Drain drain,
      EchoServlets servlets,
      McpServer server,
      URI uri,
      Predicate<Headers> guard) {
    this.guard = guard;
    this.jetty = jetty;
    this.server = server;
    this.drain = drain;
    this.servlets = servlets;
    this.uri = uri;
  }

  /**
   * Starts a server with the nine tools; it accepts connections when this returns.
   *
   * @param settings {@link ServerSettings}
   * @throws ConfigurationException if it cannot be configured so, or cannot listen where it should
   */
  public static EchoHttpServer start(Settings settings) {
    // What is wrong with these settings is told here, and not on the other thread.
    settings.get(ServerSettings.PORT);
    // Each takes about as long as the other to load.
    CompletableFuture<JettyHttp> jetty =
        CompletableFuture.supplyAsync(() -> new JettyHttp(settings));
    McpServer server = McpEcho.builder().settings(settings).build();
    try {
      return start(settings, server, jetty.join());
    } catch (CompletionException e) {
      throw e.getCause() instanceof ConfigurationException unusable ? unusable : e;
    }
  }

  /**
   * Starts a server of your own.
   *
   * @param settings {@link ServerSettings}; what they say of the server itself is not looked at
   * @throws ConfigurationException if it cannot listen where it should
   */
  public static EchoHttpServer start(Settings settings, McpServer server) {
    return start(settings, server, new JettyHttp(settings));
  }

  /**
   * Starts a server of your own, with a handler of Jetty in front of the servlets: it sees requests
   * to every path, and may answer in their place those that the guard lets in. It speaks HTTP/1.1
   * only, so that the handler may write to the connection of a request.
   *
   * @param identity a key and its certificates, without a password, if it is to speak TLS with them
   * @param inFront puts a handler around the one that it is given, which asks this guard, see
   *     {@link EchoServlets#guard}
   * @throws ConfigurationException if it cannot listen where it should
   */
  public static EchoHttpServer start(
      Settings settings,
      McpServer server,
      Optional<KeyStore> identity,
      BiFunction<Handler, Predicate<Headers>, Handler> inFront) {
    Predicate<Headers> guard = EchoServlets.guard(server, settings, address(settings));
    UnaryOperator<Handler> around = servlets -> inFront.apply(servlets, guard);
    return start(settings, server, new JettyHttp(settings, identity, around));
  }

  private static EchoHttpServer start(Settings settings, McpServer server, JettyHttp http) {
    Logging.quietJetty();
    InetAddress address = address(settings);
    EchoServlets servlets = EchoServlets.of(server, settings, address, JettyHttp::headers);
    Predicate<Headers> guard = EchoServlets.guard(server, settings, address);
    Server jetty = http.serving(servlets, server, guard);
    List<ServerConnector> connectors = connectors(jetty);
    ServerConnector first = connectors.get(0);
    ServerConnector opening = first;
    try {
      for (ServerConnector connector : connectors) {
        opening = connector;
        opening.open();
      }
      jetty.start();
    } catch (Exception e) {
      stop(jetty);
      // A server that was never started does not close what is open already.
      connectors.forEach(ServerConnector::close);
      throw notStarted(settings, connectors, opening, e);
    }
    String host = address.isAnyLocalAddress() ? "localhost" : settings.get(ServerSettings.HOST);
    String scheme =
        first.getConnectionFactory(SslConnectionFactory.class) == null ? "http" : "https";
    URI uri =
        URI.create(
            scheme
                + "://"
                + authority(host, first.getLocalPort())
                + settings.get(ServerSettings.PATH));
    var started = new EchoHttpServer(jetty, http.drain(), servlets, server, uri, guard);
    http.drain().whenServedAll(started::drain);
    return started;
  }

  /** Returns the URI of the MCP endpoint, as a client on this machine reaches it. */
  public URI uri() {
    return uri;
  }

  public int port() {
    return uri.getPort();
  }

  /** Returns the port of health and metrics; that of everything unless they have their own. */
  public int managementPort() {
    return connector(JettyHttp.MANAGEMENT).map(ServerConnector::getLocalPort).orElseGet(this::port);
  }

  /** Returns whether a request with this {@code Host} is served. */
  boolean serves(String host) {
    return guard.test(Headers.of("Host", host));
  }

  /**
   * Returns the URI of the page as one of a foreign origin, see {@link ServerSettings#PAGE_PORT};
   * nothing unless it has a port of its own. Where the endpoint is served by other names than that
   * in {@link #uri}, the page asks its own port by another name, which is a foreign origin too.
   */
  public Optional<URI> foreignPage() {
    return connector(JettyHttp.PAGE)
        .map(page -> authority(page.getHost(), page.getLocalPort()))
        .map(
            page ->
                serves(uri.getRawAuthority())
                    ? "http://" + page + "/?cors=" + uri
                    : "http://localhost:%d/?cors=http://%s%s"
                        .formatted(page.port().orElseThrow(), page, uri.getRawPath()))
        .map(URI::create);
  }

  private Optional<ServerConnector> connector(String name) {
    return connectors(jetty).stream()
        .filter(connector -> name.equals(connector.getName()))
        .findFirst();
  }

  private static List<ServerConnector> connectors(Server jetty) {
    return Arrays.stream(jetty.getConnectors()).map(ServerConnector.class::cast).toList();
  }

  /** Waits until the server is closed, or the thread is interrupted. */
  public void join() {
    try {
      jetty.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Stops without cutting anything off; returns when it has stopped. {@code /health} says {@code
   * draining} with 503 at once, connections are taken for {@link ServerSettings#DRAIN_DELAY}, and
   * running calls may finish within {@link ServerSettings#STOP_TIMEOUT}; then they are cancelled,
   * with an answer. Subscriptions end at once when no connection is taken any more. {@link #close}
   * ends it sooner.
   */
  public void drain() {
    try {
      drain.drain(servlets, server, connectors(jetty).get(0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /** Stops at once; requests that are being served are cut off. */
  @Override
  public void close() {
    stop(jetty);
  }

  /**
   * Jetty would not stop in order on a thread that is interrupted, and waits without a limit for an
   * answer whose last part is never written.
   */
  private static void stop(Server jetty) {
    var failure = new AtomicReference<Exception>();
    var stop =
        new Thread(
            () -> {
              try {
                jetty.stop();
              } catch (Exception e) {
                failure.set(e);
              }
            },
            "mcp-echo-stop");
    stop.setDaemon(true);
    stop.start();
    boolean interrupted = false;
    long begin = System.nanoTime();
    for (long left = LONGEST_STOP_MILLIS; left > 0 && stop.isAlive(); ) {
      try {
        stop.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = LONGEST_STOP_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("The server did not stop", failure.get());
    }
    if (stop.isAlive()) {
      LOG.log(System.Logger.Level.WARNING, "Jetty still waits for an answer to be written");
    }
  }

  private static RuntimeException notStarted(
      Settings settings, List<ServerConnector> all, ServerConnector connector, Exception failure) {
    int port = connector.getPort();
    Authority address = authority(connector.getHost(), port);
    String portSetting = settings.nameOf(portOf(connector));
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
        return new ConfigurationException(
            all.stream()
                .takeWhile(before -> before != connector)
                .filter(before -> isSame(before, connector))
                .findFirst()
                .map(
                    before ->
                        "%s and %s are both %d: set one of them to another port"
                            .formatted(settings.nameOf(portOf(before)), portSetting, port))
                .orElseGet(
                    () ->
                        "Port %d is in use: set %s to another one, or stop the program that listens on %s"
                            .formatted(port, portSetting, address)));
      }
      if (cause instanceof SocketException || cause instanceof UnresolvedAddressException) {
        Setting<String> host =
            portOf(connector).equals(ServerSettings.MANAGEMENT_PORT)
                ? ServerSettings.MANAGEMENT_HOST
                : ServerSettings.HOST;
        return new ConfigurationException(
            "Cannot listen on "
                + address
                + " ("
                + Objects.requireNonNullElse(cause.getMessage(), "there is no host of this name")
                + "): set "
                + (portOf(connector).equals(ServerSettings.PAGE_PORT)
                    ? ""
                    : settings.nameOf(host) + " to an address of this machine and ")
                + portSetting
                + " to a port you may use");
      }
    }
    return new IllegalStateException("The server did not start", failure);
  }

  private static Setting<Integer> portOf(ServerConnector connector) {
    return switch (Objects.requireNonNullElse(connector.getName(), "")) {
      case JettyHttp.PAGE -> ServerSettings.PAGE_PORT;
      case JettyHttp.MANAGEMENT -> ServerSettings.MANAGEMENT_PORT;
      default -> ServerSettings.PORT;
    };
  }

  /** Whoever listens on every address listens on each. */
  private static boolean isSame(ServerConnector one, ServerConnector other) {
    InetAddress address = new InetSocketAddress(one.getHost(), 0).getAddress();
    InetAddress otherAddress = new InetSocketAddress(other.getHost(), 0).getAddress();
    return one.getPort() == other.getPort()
        && (address.equals(otherAddress)
            || address.isAnyLocalAddress()
            || otherAddress.isAnyLocalAddress());
  }

  private static InetAddress address(Settings settings) {
    try {
      return InetAddress.getByName(settings.get(ServerSettings.HOST));
    } catch (UnknownHostException e) {
      boolean hasPort = settings.get(ServerSettings.HOST).matches(".*[:/].*");
      throw settings.unusable(
          ServerSettings.HOST,
          "there is no host of this name"
              + (hasPort ? ", and the port is " + settings.nameOf(ServerSettings.PORT) : ""));
    }
  }

  private static Authority authority(String host, int port) {
    return new Authority(Host.ofNode(host), OptionalInt.of(port));
  }
}
