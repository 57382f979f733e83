package io.github.mcpecho.standalone;

import io.github.mcpecho.EchoConfig;
import io.github.mcpecho.Environment;
import io.github.mcpecho.Limits;
import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where and how a server listens. Start from {@link #DEFAULTS} and change what differs. Immutable.
 *
 * @param host name or address to bind to; whether only this machine can connect there decides what
 *     an {@link io.github.mcpecho.servlet.OriginGuard#fitting} guard of {@code http} lets in
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

  /** Clients and containers take out a part that is a dot or two (RFC 3986 §5.2.4). */
  private static final Pattern PATH = Pattern.compile("(/(?!\\.+(/|$))[A-Za-z0-9._~-]+)+");

  /** Loopback only, port 3000, {@code /mcp}. */
  public static final ServerConfig DEFAULTS =
      new ServerConfig(
          "127.0.0.1",
          3_000,
          "/mcp",
          EchoConfig.DEFAULTS,
          HttpSettings.DEFAULTS,
          32 * 1024,
          10_000,
          Duration.ofSeconds(30));

  private static final int MAX_SHOWN = 80;
  private static final int MAX_PORT = 65_535;
  private static final int SMALLEST_HEADER_LIMIT = 1_024;
  private static final int LARGEST_HEADER_LIMIT = 1_024 * 1_024;
  private static final int MAX_CONNECTIONS = 1_000_000;
  private static final int MAX_IDLE_SECONDS = 3_600;

  /**
   * Checks the settings.
   *
   * @throws ConfigurationException if one of them is out of range, or no path
   */
  public ServerConfig {
    Limits.requireNumber("port", port, 0, MAX_PORT);
    Limits.requireNumber(
        "maxHeaderBytes", maxHeaderBytes, SMALLEST_HEADER_LIMIT, LARGEST_HEADER_LIMIT);
    Limits.requireNumber("maxConnections", maxConnections, 1, MAX_CONNECTIONS);
    Limits.requireTime("idleTimeout", idleTimeout);
    if (!PATH.matcher(path).matches()) {
      throw new ConfigurationException(
          "MCP_ECHO_PATH=%s cannot be the path of the endpoint: write a slash before each part and letters, digits or ._~- in it, not dots alone, such as /mcp or /tools/mcp"
              .formatted(SafeText.escape(SafeText.cap(path, MAX_SHOWN))));
    }
    if (path.equals("/health") || path.equals("/metrics")) {
      throw new ConfigurationException(
          "The path " + path + " is taken: set MCP_ECHO_PATH to another one");
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
    return DEFAULTS
        .withPort(environment.number("MCP_ECHO_PORT", 0, MAX_PORT, DEFAULTS.port))
        .withMaxHeaderBytes(
            environment.number(
                "MCP_ECHO_MAX_HEADER_BYTES",
                SMALLEST_HEADER_LIMIT,
                LARGEST_HEADER_LIMIT,
                DEFAULTS.maxHeaderBytes))
        .withIdleTimeout(
            environment.seconds("MCP_ECHO_IDLE_TIMEOUT", MAX_IDLE_SECONDS, DEFAULTS.idleTimeout))
        .withMaxConnections(
            environment.number("WORKER_CONNECTIONS", 1, MAX_CONNECTIONS, DEFAULTS.maxConnections))
        .withPath(environment.text("MCP_ECHO_PATH").orElse(DEFAULTS.path))
        .withHost(environment.text("MCP_ECHO_HOST").orElse(DEFAULTS.host))
        .withHttp(DEFAULTS.http.withEnvironment(variables))
        .withEcho(EchoConfig.fromEnvironment(variables));
  }

  public ServerConfig withHost(String newHost) {
    return new ServerConfig(
        newHost, port, path, echo, http, maxHeaderBytes, maxConnections, idleTimeout);
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
}
