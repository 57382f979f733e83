package io.github.mcpecho.standalone;

import io.github.mcpecho.ConfigurationException;
import io.github.mcpecho.EchoConfig;
import io.github.mcpecho.Environment;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.servlet.OriginGuard;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;

/**
 * Where and how a server listens. Start from {@link #DEFAULTS} and change what differs. Immutable.
 *
 * @param host name or address to bind to
 * @param port 0 to 65535; 0 takes a free one
 * @param path of the MCP endpoint, with a slash at the start and none at the end
 * @param echo the server itself
 * @param http how the endpoint treats HTTP
 * @param maxHeaderBytes the longest request line with headers that is read, 1 KiB to 1 MiB; more is
 *     answered 431
 * @param maxConnections how many connections are open at once; more wait in the backlog
 * @param idleTimeout how long a connection may be silent
 */
public record ServerConfig(
    String host,
    int port,
    String path,
    EchoConfig echo,
    HttpSettings http,
    int maxHeaderBytes,
    int maxConnections,
    Duration idleTimeout) {

  /** Loopback only, port 3000, {@code /mcp}. */
  public static final ServerConfig DEFAULTS =
      new ServerConfig(
          "127.0.0.1",
          3_000,
          "/mcp",
          EchoConfig.DEFAULTS,
          HttpSettings.DEFAULTS.withGuard(OriginGuard.loopback()),
          32 * 1024,
          10_000,
          Duration.ofSeconds(30));

  private static final int MAX_PORT = 65_535;
  private static final int SMALLEST_HEADER_LIMIT = 1_024;
  private static final int LARGEST_HEADER_LIMIT = 1_024 * 1_024;
  private static final int MAX_IDLE_SECONDS = 3_600;

  public ServerConfig {
    if (port < 0 || port > MAX_PORT) {
      throw new ConfigurationException("Port " + port + " is not one from 0 to " + MAX_PORT);
    }
    if (maxHeaderBytes < SMALLEST_HEADER_LIMIT || maxHeaderBytes > LARGEST_HEADER_LIMIT) {
      throw new ConfigurationException(
          "A limit of "
              + maxHeaderBytes
              + " header bytes is not one from "
              + SMALLEST_HEADER_LIMIT
              + " to "
              + LARGEST_HEADER_LIMIT);
    }
    if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
      throw new ConfigurationException(
          "The path of the endpoint starts with a slash and ends without one, such as /mcp");
    }
    if (path.equals("/health") || path.equals("/metrics")) {
      throw new ConfigurationException("The path " + path + " is taken");
    }
  }

  /**
   * Reads {@code MCP_ECHO_HOST}, {@code MCP_ECHO_PORT}, {@code MCP_ECHO_PATH}, {@code
   * MCP_ECHO_MAX_HEADER_BYTES}, {@code MCP_ECHO_IDLE_TIMEOUT} (seconds), {@code WORKER_CONNECTIONS}
   * and what {@link EchoConfig#fromEnvironment} and {@link HttpSettings#withEnvironment} read.
   *
   * @throws ConfigurationException if one of them is not usable
   */
  public static ServerConfig fromEnvironment(Map<String, String> variables) {
    Environment environment = Environment.of(variables);
    ServerConfig bound =
        DEFAULTS
            .withPort(environment.number("MCP_ECHO_PORT", 0, MAX_PORT, DEFAULTS.port))
            .withMaxHeaderBytes(
                environment.number(
                    "MCP_ECHO_MAX_HEADER_BYTES",
                    SMALLEST_HEADER_LIMIT,
                    LARGEST_HEADER_LIMIT,
                    DEFAULTS.maxHeaderBytes))
            .withIdleTimeout(
                environment.seconds(
                    "MCP_ECHO_IDLE_TIMEOUT", MAX_IDLE_SECONDS, DEFAULTS.idleTimeout))
            .withMaxConnections(
                environment.number("WORKER_CONNECTIONS", 1, 1_000_000, DEFAULTS.maxConnections))
            .withPath(environment.text("MCP_ECHO_PATH").orElse(DEFAULTS.path))
            .withHost(environment.text("MCP_ECHO_HOST").orElse(DEFAULTS.host));
    return bound
        .withHttp(bound.http.withEnvironment(variables))
        .withEcho(EchoConfig.fromEnvironment(variables));
  }

  /**
   * Returns a configuration for another host, guarded as fits: by loopback names where only this
   * machine can connect, else by {@link OriginGuard#sameHost}. Set your own guard after the host.
   */
  public ServerConfig withHost(String newHost) {
    OriginGuard guard = isLoopback(newHost) ? OriginGuard.loopback() : OriginGuard.sameHost();
    return new ServerConfig(
        newHost,
        port,
        path,
        echo,
        http.withGuard(guard),
        maxHeaderBytes,
        maxConnections,
        idleTimeout);
  }

  public ServerConfig withPort(int newPort) {
    return new ServerConfig(
        host, newPort, path, echo, http, maxHeaderBytes, maxConnections, idleTimeout);
  }

  public ServerConfig withPath(String newPath) {
    return new ServerConfig(
        host, port, newPath, echo, http, maxHeaderBytes, maxConnections, idleTimeout);
  }

  public ServerConfig withEcho(EchoConfig newEcho) {
    return new ServerConfig(
        host, port, path, newEcho, http, maxHeaderBytes, maxConnections, idleTimeout);
  }

  public ServerConfig withHttp(HttpSettings newHttp) {
    return new ServerConfig(
        host, port, path, echo, newHttp, maxHeaderBytes, maxConnections, idleTimeout);
  }

  public ServerConfig withMaxHeaderBytes(int newMax) {
    return new ServerConfig(host, port, path, echo, http, newMax, maxConnections, idleTimeout);
  }

  public ServerConfig withMaxConnections(int newMax) {
    return new ServerConfig(host, port, path, echo, http, maxHeaderBytes, newMax, idleTimeout);
  }

  public ServerConfig withIdleTimeout(Duration newTimeout) {
    return new ServerConfig(
        host, port, path, echo, http, maxHeaderBytes, maxConnections, newTimeout);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new ConfigurationException(
          "MCP_ECHO_HOST: there is no host of this name; 127.0.0.1 serves this machine only,"
              + " 0.0.0.0 every network");
    }
  }
}
