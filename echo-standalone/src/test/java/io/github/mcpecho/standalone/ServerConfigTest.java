package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.mcpecho.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
  void aPortOutOfRangeIsRefused() {
    assertThrows(ConfigurationException.class, () -> ServerConfig.DEFAULTS.withPort(65_536));
  }
}
