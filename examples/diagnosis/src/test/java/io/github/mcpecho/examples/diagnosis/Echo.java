package io.github.mcpecho.examples.diagnosis;

import io.github.mcpecho.EchoConfig;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.servlet.OriginGuard;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerConfig;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Servers as they run behind a proxy: they serve the host names that the proxy serves. */
final class Echo {
  /** What the clock of {@link #atNoon} shows. */
  static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  static final HttpSettings HTTP = HttpSettings.DEFAULTS.withGuard(OriginGuard.sameHost());

  static final ServerConfig CONFIG = ServerConfig.DEFAULTS.withPort(0).withHttp(HTTP);

  private Echo() {}

  static EchoHttpServer start() {
    return EchoHttpServer.start(CONFIG);
  }

  static EchoHttpServer start(EchoConfig.Builder echo) {
    return EchoHttpServer.start(CONFIG.withEcho(echo.build()));
  }

  static EchoHttpServer start(HttpSettings http) {
    return EchoHttpServer.start(CONFIG.withHttp(http));
  }

  static EchoHttpServer atNoon() {
    return start(EchoConfig.builder().clock(Clock.fixed(NOON, ZoneOffset.UTC)));
  }
}
