package io.github.mcpecho.diagnosis.urls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://MCP.Example.com/mcp,https://mcp.example.com/mcp",
    "https://mcp.example.com:443/mcp,https://mcp.example.com/mcp",
    "http://localhost:3000/mcp,http://localhost:3000/mcp",
    "https://mcp.example.com,https://mcp.example.com/",
    "https://[2001:DB8::1]:8443/mcp,https://[2001:db8::1]:8443/mcp"
  })
  void urlIsMadeCanonical(String configured, String canonical) {
    assertEquals(canonical, PublicUrl.of(configured).url().orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mcp.example.com",
        "/mcp",
        "ftp://example.com/",
        "https://",
        "https://a b/",
        "https://user:secret@example.com/mcp",
        "https://example.com/mcp?a=b",
        "https://example.com/mcp#f",
        "https://exa_mple..com:99999999/"
      })
  void anythingElseIsRefused(String configured) {
    assertThrows(IllegalArgumentException.class, () -> PublicUrl.of(configured));
  }

  @Test
  void refusalDoesNotRepeatAPassword() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> PublicUrl.of("https://user:hunter2@a b/"));
    assertFalse(refusal.toString().contains("hunter2"));
  }
}
