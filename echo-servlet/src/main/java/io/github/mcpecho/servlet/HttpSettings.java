package io.github.mcpecho.servlet;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import java.time.Duration;
import java.util.List;

/** What can be set of how the endpoint treats HTTP. */
public final class HttpSettings {
  /** The name of the logger of the access log: configure it to keep these lines apart. */
  public static final String ACCESS_LOGGER = "io.github.mcpecho.access";

  public static final Setting<Boolean> DEBUG =
      Setting.flag(
          "MCP_ECHO_DEBUG",
          false,
          "log a line for each request; the program logs more details too");

  public static final Setting<Boolean> ACCESS_LOG =
      Setting.flag("MCP_ECHO_ACCESS_LOG", false, "log a line of JSON for each request")
          .unset("as MCP_ECHO_DEBUG");

  public static final Setting<List<String>> ALLOWED_HOSTS =
      Setting.list(
              "MCP_ECHO_ALLOWED_HOSTS",
              "hosts that requests may be sent to, separated by commas. The program on loopback"
                  + " serves the loopback names beside them; elsewhere any host is served until some"
                  + " are listed")
          .readableBy(OriginPatterns::ofHosts, "hosts such as example.com or localhost:3000, or *");

  public static final Setting<List<String>> ALLOWED_ORIGINS =
      origins(
          "MCP_ECHO_ALLOWED_ORIGINS",
          "origins that may send requests beside those of the served hosts, separated by commas");

  public static final Setting<List<String>> CORS_ORIGINS =
      origins(
          "MCP_ECHO_CORS_ORIGINS",
          "origins that get CORS headers, separated by commas; none where a proxy sets them");

  public static final Setting<Boolean> STRICT =
      Setting.flag(
          "MCP_ECHO_STRICT", false, "refuse (406) an Accept that does not name both media types");

  /** At most the longest array that every JVM allocates. */
  public static final Setting<Integer> MAX_BODY_BYTES =
      Setting.number(
          "MCP_ECHO_MAX_BODY_BYTES",
          4 * 1024 * 1024,
          1,
          Integer.MAX_VALUE - 8,
          "longest body; a longer one is refused (413)");

  public static final Setting<Duration> READ_TIMEOUT =
      Setting.seconds(
          "MCP_ECHO_READ_TIMEOUT",
          30,
          1,
          3_600,
          "seconds that a body may take to arrive (408); in a container one that stops arriving is"
              + " ended by the container's own idle time");

  public static final Setting<Integer> MAX_CONCURRENT_REQUESTS =
      Setting.number(
          "MCP_ECHO_MAX_CONCURRENT_REQUESTS",
          1_000,
          1,
          1_000_000,
          "requests that are served at once; more are refused (503). Before Java 21 each has a"
              + " thread of the operating system. In a container set it below the number of its"
              + " threads (Tomcat: 200), or the container queues first");

  public static final Setting<Duration> KEEP_ALIVE_INTERVAL =
      Setting.seconds(
          "MCP_ECHO_KEEP_ALIVE_INTERVAL",
          15,
          1,
          3_600,
          "seconds that a call may be silent before a comment makes its answer a stream of events");

  /** These settings and those of {@link EchoSettings}, none of which is set. */
  public static final Settings DEFAULTS =
      Settings.of(
              List.of(
                  DEBUG,
                  ACCESS_LOG,
                  ALLOWED_HOSTS,
                  ALLOWED_ORIGINS,
                  CORS_ORIGINS,
                  STRICT,
                  MAX_BODY_BYTES,
                  READ_TIMEOUT,
                  MAX_CONCURRENT_REQUESTS,
                  KEEP_ALIVE_INTERVAL))
          .and(EchoSettings.DEFAULTS);

  private HttpSettings() {}

  private static Setting<List<String>> origins(String name, String meaning) {
    return Setting.list(name, meaning)
        .readableBy(OriginPatterns::of, "origins such as https://app.example.com, hosts, or *");
  }

  static boolean logsAccess(Settings settings) {
    boolean set = settings.source(ACCESS_LOG) != Settings.Source.DEFAULT;
    return settings.get(set ? ACCESS_LOG : DEBUG);
  }
}
