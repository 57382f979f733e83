package io.github.mcpecho.standalone;

import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What can be set of where and how a server listens. */
public final class ServerSettings {
  public static final Setting<String> HOST =
      Setting.text(
              "MCP_ECHO_HOST",
              "address to listen on; unless it is loopback, set MCP_ECHO_ALLOWED_HOSTS too")
          .where(
              host -> !host.isBlank(),
              "127.0.0.1 for this machine only, 0.0.0.0 for every network, or another address of"
                  + " this machine")
          .otherwise("127.0.0.1");

  public static final Setting<Integer> PORT =
      Setting.number("MCP_ECHO_PORT", 3_000, 0, 65_535, "port to listen on; 0 takes a free one");

  public static final Setting<String> PATH =
      Setting.text("MCP_ECHO_PATH", "path of the endpoint")
          // Clients and containers take out a part that is a dot or two (RFC 3986 §5.2.4).
          .where(
              path ->
                  path.matches("(/(?!\\.+(/|$))[A-Za-z0-9._~-]+)+")
                      && !Drain.FOR_OPERATORS.contains(path),
              "a path such as /mcp or /tools/mcp, with letters, digits or ._~- after each slash, not"
                  + " dots alone, and another than /health, /livez and"
                  + " /metrics")
          .otherwise("/mcp");

  public static final Setting<Integer> MAX_HEADER_BYTES =
      Setting.number(
          "MCP_ECHO_MAX_HEADER_BYTES",
          32 * 1024,
          1_024,
          1_024 * 1_024,
          "longest request line with headers; a longer one is refused (431, or 414 if the line alone is)");

  public static final Setting<Duration> IDLE_TIMEOUT =
      Setting.seconds(
          "MCP_ECHO_IDLE_TIMEOUT", 30, 1, 3_600, "seconds that a connection may be silent");

  public static final Setting<Integer> MAX_CONNECTIONS =
      Setting.number("WORKER_CONNECTIONS", 10_000, 1, 1_000_000, "connections open at once");

  public static final Setting<Duration> DRAIN_DELAY =
      Setting.seconds(
          "MCP_ECHO_DRAIN_DELAY",
          5,
          0,
          3_600,
          "seconds after SIGTERM in which connections are still taken, while /health says 503; longer"
              + " than a load balancer needs to hear of it");

  public static final Setting<Duration> STOP_TIMEOUT =
      Setting.seconds(
          "MCP_ECHO_STOP_TIMEOUT",
          20,
          0,
          3_600,
          "seconds after that in which running calls may finish; then they are cancelled, with an"
              + " answer");

  public static final Setting<String> MANAGEMENT_HOST =
      Setting.text("MCP_ECHO_MANAGEMENT_HOST", "address to listen on at MCP_ECHO_MANAGEMENT_PORT")
          .unset("as MCP_ECHO_HOST");

  public static final Setting<Integer> MANAGEMENT_PORT =
      Setting.number(
          "MCP_ECHO_MANAGEMENT_PORT",
          0,
          65_535,
          "port for /health, /livez and /metrics, which are then served there alone");

  public static final Setting<Path> TLS_CERTIFICATE =
      Setting.path(
          "MCP_ECHO_TLS_CERTIFICATE",
          "certificate and its chain in PEM: MCP_ECHO_PORT then speaks TLS, and HTTP/2 to whom asks"
              + " for it. Read again when it changes");

  public static final Setting<Path> TLS_KEY =
      Setting.path("MCP_ECHO_TLS_KEY", "key of the certificate in PEM, not encrypted");

  public static final Setting<Path> TLS_CLIENT_CA =
      Setting.path(
          "MCP_ECHO_TLS_CLIENT_CA",
          "certificates in PEM of authorities that clients' certificates have to be from: mutual"
              + " TLS");

  public static final Setting<String> TLS_CLIENT_AUTH =
      Setting.choice(
              "MCP_ECHO_TLS_CLIENT_AUTH",
              List.of("need", "want"),
              "whether a client without a certificate is let in; one with another authority's never"
                  + " is")
          .otherwise("need");
  public static final Setting<Boolean> PAGE =
      Setting.flag("MCP_ECHO_PAGE", true, "serve the page for browsers at /");

  public static final Setting<Integer> PAGE_PORT =
      Setting.number(
          "MCP_ECHO_PAGE_PORT",
          0,
          65_535,
          "another port, on loopback alone, for the page as one of a foreign origin: to try from a"
              + " browser what CORS lets through");

  public static final Setting<Integer> MAX_REQUESTS =
      Setting.number(
          "ECHO_STATELESS_MAX_REQUESTS",
          0,
          0,
          Integer.MAX_VALUE,
          "requests after which the program drains and ends with status 0, to be started again; 0"
              + " for no end");

  static final Setting<String> LOG_LEVEL =
      Setting.choice(
              "LOG_LEVEL",
              List.of(
                  "TRACE", "DEBUG", "INFO", "WARNING", "WARN", "ERROR", "CRITICAL", "FATAL", "OFF"),
              "what is logged; only OFF counts before MCP_ECHO_DEBUG and MCP_ECHO_ACCESS_LOG")
          .alias("ECHO_STATELESS_LOG_LEVEL")
          .otherwise("INFO");

  static final Setting<Path> LOG_FILE =
      Setting.path(
          "LOG_FILE",
          "file to append the log to as well; when it is renamed or removed, a new one is begun"
              + " within a second");

  static final Setting<String> LOG_FORMAT =
      Setting.choice(
              "MCP_ECHO_LOG_FORMAT",
              List.of("text", "json"),
              "how a message is written; with json each is an object on a line of its own, those of"
                  + " the start too")
          .otherwise("text");

  private static final String IGNORED =
      "ignored: one process serves all requests on its own threads";

  /** Settings of the Python original that mean nothing to a server of threads. */
  static final List<Setting<?>> WITHOUT_MEANING =
      List.of(Setting.text("ECHO_STATELESS_WORKERS", IGNORED));

  /** These settings and those of {@link HttpSettings}, none of which is set. */
  public static final Settings DEFAULTS =
      Settings.of(
              List.of(
                  HOST,
                  PORT,
                  PATH,
                  MAX_HEADER_BYTES,
                  IDLE_TIMEOUT,
                  MAX_CONNECTIONS,
                  DRAIN_DELAY,
                  STOP_TIMEOUT,
                  MANAGEMENT_HOST,
                  MANAGEMENT_PORT,
                  TLS_CERTIFICATE,
                  TLS_KEY,
                  TLS_CLIENT_CA,
                  TLS_CLIENT_AUTH,
                  PAGE,
                  PAGE_PORT,
                  MAX_REQUESTS,
                  LOG_LEVEL,
                  LOG_FILE,
                  LOG_FORMAT))
          .and(Settings.of(WITHOUT_MEANING))
          .and(HttpSettings.DEFAULTS)
          .complete();

  private ServerSettings() {}
}
