package io.github.mcpecho.testing;

import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.standalone.ServerSettings;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the HTTP server that a {@link McpEchoServer} has inside, for {@link
 * McpEchoServerBuilder#with}; {@link io.github.mcpecho.EchoSettings} has those of its tools.
 */
public final class TestServerSettings {
  /** 0, a free port, unless set. */
  public static final Setting<Integer> PORT = ServerSettings.PORT;

  public static final Setting<String> PATH = ServerSettings.PATH;

  /** Ten minutes unless set: a debugger may stop a test for longer than a server should wait. */
  public static final Setting<Duration> IDLE_TIMEOUT = ServerSettings.IDLE_TIMEOUT;

  public static final Setting<Integer> MAX_HEADER_BYTES = ServerSettings.MAX_HEADER_BYTES;
  public static final Setting<Integer> MAX_BODY_BYTES = HttpSettings.MAX_BODY_BYTES;
  public static final Setting<Duration> READ_TIMEOUT = HttpSettings.READ_TIMEOUT;

  /** A second unless set: how soon it is noticed that a client has hung up. */
  public static final Setting<Duration> KEEP_ALIVE_INTERVAL = HttpSettings.KEEP_ALIVE_INTERVAL;

  public static final Setting<Boolean> STRICT = HttpSettings.STRICT;
  public static final Setting<List<String>> ALLOWED_HOSTS = HttpSettings.ALLOWED_HOSTS;
  public static final Setting<List<String>> ALLOWED_ORIGINS = HttpSettings.ALLOWED_ORIGINS;
  public static final Setting<List<String>> CORS_ORIGINS = HttpSettings.CORS_ORIGINS;

  /** Of the program alone, which makes one up and prints it if it is not set. */
  public static final Setting<String> CONTROL_TOKEN =
      Setting.secret(
              "MCP_ECHO_CONTROL_TOKEN", "token that whoever controls the test server has to send")
          .where(
              token -> token.matches("[A-Za-z0-9._~+/=-]{8,}"),
              "at least 8 letters, digits or ._~+/=-");

  private TestServerSettings() {}
}
