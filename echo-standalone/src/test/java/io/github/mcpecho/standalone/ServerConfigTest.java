package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.mcpecho.settings.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ServerConfigTest {
  @Test
  void nothingSetMeansTheDocumentedLimits() {
    ServerConfig config = ServerConfig.fromEnvironment(Map.of());

    assertEquals(32_768, config.maxHeaderBytes());
    assertEquals(10_000, config.maxConnections());
    assertEquals(Duration.ofSeconds(30), config.idleTimeout());
    assertEquals(Duration.ofSeconds(30), config.http().readTimeout());
  }

  @Test
  void variablesChangeTheLimitsTheyName() {
    ServerConfig config =
        ServerConfig.fromEnvironment(
            Map.of(
                "MCP_ECHO_MAX_HEADER_BYTES", "65536",
                "WORKER_CONNECTIONS", "12",
                "MCP_ECHO_IDLE_TIMEOUT", "7",
                "MCP_ECHO_READ_TIMEOUT", "8"));

    assertEquals(65_536, config.maxHeaderBytes());
    assertEquals(12, config.maxConnections());
    assertEquals(Duration.ofSeconds(7), config.idleTimeout());
    assertEquals(Duration.ofSeconds(8), config.http().readTimeout());
  }

  @Test
  void aHeaderLimitThatLetsNothingOrEverythingInIsRefused() {
    assertThrows(
        ConfigurationException.class, () -> ServerConfig.DEFAULTS.withMaxHeaderBytes(1_023));
    assertThrows(
        ConfigurationException.class, () -> ServerConfig.DEFAULTS.withMaxHeaderBytes(1_048_577));
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    assertRefused(
        "port is 65536, not a number from 0 to 65535",
        () -> ServerConfig.DEFAULTS.withPort(65_536));
    assertRefused(
        "maxConnections is 0, not a number from 1 to 1000000",
        () -> ServerConfig.DEFAULTS.withMaxConnections(0));
    assertRefused(
        "idleTimeout is PT0S, not a time above 0 and of at most 365 days",
        () -> ServerConfig.DEFAULTS.withIdleTimeout(Duration.ZERO));
  }

  @Test
  void anUnknownHostIsOnlyLookedUpWhenAServerStarts() {
    ServerConfig config = ServerConfig.DEFAULTS.withHost("no such host");

    assertRefused(
        "MCP_ECHO_HOST: there is no host of this name; 127.0.0.1 serves this machine only, 0.0.0.0"
            + " every network",
        () -> EchoHttpServer.start(config));
  }

  private static void assertRefused(String message, Executable setting) {
    assertEquals(message, assertThrows(ConfigurationException.class, setting).getMessage());
  }
}
