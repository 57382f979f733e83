package io.github.mcpecho.examples.diagnosis;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Servers as they run behind a proxy: they serve the host names that the proxy serves. */
final class Echo {
  /** What the clock of {@link #atNoon} shows. */
  static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  static final Settings SETTINGS =
      ServerSettings.DEFAULTS
          .with(ServerSettings.PORT, 0)
          .with(HttpSettings.ALLOWED_HOSTS, List.of("*"));

  private Echo() {}

  static EchoHttpServer start() {
    return EchoHttpServer.start(SETTINGS);
  }

  static EchoHttpServer start(Settings settings) {
    return EchoHttpServer.start(settings);
  }

  static EchoHttpServer start(McpEcho.Builder echo) {
    return EchoHttpServer.start(SETTINGS, echo.build());
  }

  static EchoHttpServer atNoon() {
    return start(McpEcho.builder().clock(Clock.fixed(NOON, ZoneOffset.UTC)));
  }
}
