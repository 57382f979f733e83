package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class HttpSettingsTest {
  @Test
  void theDefaultsAreThoseOfTheDesign() {
    Settings settings = from(Map.of());

    assertEquals(4 * 1024 * 1024, settings.get(HttpSettings.MAX_BODY_BYTES));
    assertEquals(Duration.ofSeconds(30), settings.get(HttpSettings.READ_TIMEOUT));
    assertEquals(1_000, settings.get(HttpSettings.MAX_CONCURRENT_REQUESTS));
    assertEquals(Duration.ofSeconds(15), settings.get(HttpSettings.KEEP_ALIVE_INTERVAL));
    assertFalse(settings.get(HttpSettings.STRICT));
    assertFalse(HttpSettings.logsAccess(settings));
    assertEquals(List.of(), settings.get(HttpSettings.CORS_ORIGINS));
    assertTrue(OriginGuard.of(settings, false).servesAnyHost());
    assertFalse(OriginGuard.of(settings, true).servesAnyHost());
  }

  @Test
  void variablesChangeWhatTheyName() {
    Settings settings =
        from(
            Map.of(
                "MCP_ECHO_ALLOWED_HOSTS", "echo.example",
                "MCP_ECHO_ALLOWED_ORIGINS", "https://app.example",
                "MCP_ECHO_CORS_ORIGINS", "https://page.example, https://other.example",
                "MCP_ECHO_STRICT", "true",
                "MCP_ECHO_MAX_BODY_BYTES", "100",
                "MCP_ECHO_READ_TIMEOUT", "5",
                "MCP_ECHO_MAX_CONCURRENT_REQUESTS", "7",
                "MCP_ECHO_KEEP_ALIVE_INTERVAL", "9",
                "MCP_ECHO_ACCESS_LOG", "true"));
    OriginGuard guard = OriginGuard.of(settings, false);

    assertTrue(
        guard
            .refusal(
                Headers.of("Host", "echo.example", "Origin", "https://app.example"),
                OriginPatterns.NONE,
                String::toString)
            .isEmpty());
    assertTrue(
        guard
            .refusal(Headers.of("Host", "other.example"), OriginPatterns.NONE, String::toString)
            .isPresent());
    assertEquals(
        List.of("https://page.example", "https://other.example"),
        settings.get(HttpSettings.CORS_ORIGINS));
    assertTrue(settings.get(HttpSettings.STRICT));
    assertEquals(100, settings.get(HttpSettings.MAX_BODY_BYTES));
    assertEquals(Duration.ofSeconds(5), settings.get(HttpSettings.READ_TIMEOUT));
    assertEquals(7, settings.get(HttpSettings.MAX_CONCURRENT_REQUESTS));
    assertEquals(Duration.ofSeconds(9), settings.get(HttpSettings.KEEP_ALIVE_INTERVAL));
    assertTrue(HttpSettings.logsAccess(settings));
  }

  @Test
  void whoeverDebugsGetsTheAccessLogUnlessHeSaysNo() {
    assertTrue(HttpSettings.logsAccess(from(Map.of("MCP_ECHO_DEBUG", "true"))));
    assertFalse(
        HttpSettings.logsAccess(
            from(Map.of("MCP_ECHO_DEBUG", "true", "MCP_ECHO_ACCESS_LOG", "false"))));
  }

  @Test
  void aListThatCannotBeUsedIsRefusedWithTheReason() {
    assertRefused(
        "MCP_ECHO_CORS_ORIGINS=a b cannot be used: \"a b\" is no host, no origin such as"
            + " https://host, and not *; use origins such as https://app.example.com, hosts, or *",
        () -> from(Map.of("MCP_ECHO_CORS_ORIGINS", "a b")));
    assertRefused(
        "MCP_ECHO_CORS_ORIGINS=a b cannot be used: \"a b\" is no host, no origin such as"
            + " https://host, and not *; use origins such as https://app.example.com, hosts, or *",
        () -> HttpSettings.DEFAULTS.with(HttpSettings.CORS_ORIGINS, List.of("a b")));
  }

  @Test
  void aLimitOutOfRangeIsRefused() {
    assertRefused(
        "MCP_ECHO_MAX_BODY_BYTES=0 cannot be used; use a whole number from 1 to 2147483639",
        () -> HttpSettings.DEFAULTS.with(HttpSettings.MAX_BODY_BYTES, 0));
    assertRefused(
        "MCP_ECHO_MAX_CONCURRENT_REQUESTS=-1 cannot be used; use a whole number from 1 to 1000000",
        () -> HttpSettings.DEFAULTS.with(HttpSettings.MAX_CONCURRENT_REQUESTS, -1));
    assertRefused(
        "MCP_ECHO_READ_TIMEOUT=0 cannot be used; use a whole number from 1 to 3600",
        () -> HttpSettings.DEFAULTS.with(HttpSettings.READ_TIMEOUT, Duration.ZERO));
    assertRefused(
        "MCP_ECHO_KEEP_ALIVE_INTERVAL=-1 cannot be used; use a whole number from 1 to 3600",
        () -> HttpSettings.DEFAULTS.with(HttpSettings.KEEP_ALIVE_INTERVAL, Duration.ofSeconds(-1)));
  }

  private static Settings from(Map<String, String> variables) {
    return HttpSettings.DEFAULTS.withEnvironment(variables);
  }

  private static void assertRefused(String message, Executable setting) {
    assertEquals(message, assertThrows(ConfigurationException.class, setting).getMessage());
  }
}
