package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.settings.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class HttpSettingsTest {
  @Test
  void nothingSetIsTheDefault() {
    assertEquals(HttpSettings.DEFAULTS, HttpSettings.fromEnvironment(Map.of()));
    assertEquals(4 * 1024 * 1024, HttpSettings.DEFAULTS.maxBodyBytes());
  }

  @Test
  void variablesChangeWhatTheyName() {
    HttpSettings settings =
        HttpSettings.fromEnvironment(
            Map.of(
                "MCP_ECHO_ALLOWED_HOSTS", "echo.example",
                "MCP_ECHO_ALLOWED_ORIGINS", "https://app.example",
                "MCP_ECHO_CORS_ORIGINS", "https://page.example, https://other.example",
                "MCP_ECHO_STRICT", "true",
                "MCP_ECHO_MAX_BODY_BYTES", "100",
                "MCP_ECHO_READ_TIMEOUT", "5",
                "MCP_ECHO_MAX_CONCURRENT_REQUESTS", "7",
                "MCP_ECHO_ACCESS_LOG", "true"));

    assertTrue(
        settings
            .guard()
            .refusal(
                Headers.of("Host", "echo.example", "Origin", "https://app.example"),
                OriginPatterns.NONE,
                String::toString)
            .isEmpty());
    assertTrue(
        settings
            .guard()
            .refusal(Headers.of("Host", "other.example"), OriginPatterns.NONE, String::toString)
            .isPresent());
    assertEquals(List.of("https://page.example", "https://other.example"), settings.corsOrigins());
    assertTrue(settings.strict());
    assertEquals(100, settings.maxBodyBytes());
    assertEquals(Duration.ofSeconds(5), settings.readTimeout());
    assertEquals(7, settings.maxConcurrentRequests());
    assertTrue(settings.accessLog());
  }

  @Test
  void whoeverDebugsGetsTheAccessLogUnlessHeSaysNo() {
    assertTrue(HttpSettings.fromEnvironment(Map.of("MCP_ECHO_DEBUG", "true")).accessLog());
    assertFalse(
        HttpSettings.fromEnvironment(
                Map.of("MCP_ECHO_DEBUG", "true", "MCP_ECHO_ACCESS_LOG", "false"))
            .accessLog());
  }

  @Test
  void aListThatCannotBeUsedIsRefused() {
    var refused =
        assertThrows(
            ConfigurationException.class,
            () -> HttpSettings.fromEnvironment(Map.of("MCP_ECHO_CORS_ORIGINS", "a b")));
    assertEquals(
        "MCP_ECHO_CORS_ORIGINS=a b has an entry that cannot be used: \"a b\" is no host, no origin"
            + " such as https://host, and not *",
        refused.getMessage());
  }

  @Test
  void aLimitOutOfRangeIsRefused() {
    assertRefused(
        "maxBodyBytes is 0, not a number from 1 to 2147483639",
        () -> HttpSettings.DEFAULTS.withMaxBodyBytes(0));
    assertRefused(
        "maxConcurrentRequests is -1, not a number from 1 to 1000000",
        () -> HttpSettings.DEFAULTS.withMaxConcurrentRequests(-1));
    assertRefused(
        "readTimeout is PT0S, not a time above 0 and of at most 365 days",
        () -> HttpSettings.DEFAULTS.withReadTimeout(Duration.ZERO));
    assertRefused(
        "keepAliveInterval is PT-1S, not a time above 0 and of at most 365 days",
        () -> HttpSettings.DEFAULTS.withKeepAliveInterval(Duration.ofSeconds(-1)));
    assertRefused(
        "\"a b\" is no host, no origin such as https://host, and not *",
        () -> HttpSettings.DEFAULTS.withCorsOrigins(List.of("a b")));
  }

  private static void assertRefused(String message, Executable setting) {
    assertEquals(message, assertThrows(ConfigurationException.class, setting).getMessage());
  }
}
