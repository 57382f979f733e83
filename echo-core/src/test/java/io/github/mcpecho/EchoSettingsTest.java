package io.github.mcpecho;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoSettingsTest {
  @Test
  void everyRevisionIsServedByDefault() {
    Settings settings = EchoSettings.DEFAULTS;
    assertEquals(
        EnumSet.allOf(ProtocolVersion.class), settings.get(EchoSettings.PROTOCOL_VERSIONS));
    assertEquals("2025-11-25", offered(settings));
    assertEquals(Duration.ofSeconds(60), settings.get(EchoSettings.TOOL_TIMEOUT));
  }

  @Test
  void settingsOfTheBriefAreUnderstood() {
    Settings settings =
        from(
            Map.of(
                "MCP_PROTOCOL_VERSION", "2024-11-05",
                "MCP_PROTOCOL_VERSIONS_SUPPORTED", "2025-06-18, 2024-11-05"));
    assertEquals(
        EnumSet.of(ProtocolVersion.V2024_11_05, ProtocolVersion.V2025_06_18),
        settings.get(EchoSettings.PROTOCOL_VERSIONS));
    assertEquals("2024-11-05", offered(settings));
  }

  @Test
  void newestLegacyRevisionIsPreferredUnlessSet() {
    assertEquals(
        "2025-06-18",
        offered(
            from(Map.of("MCP_PROTOCOL_VERSIONS_SUPPORTED", "2025-06-18,2024-11-05,2026-07-28"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MCP_PROTOCOL_VERSION | 2025-01-01 | MCP_PROTOCOL_VERSION=2025-01-01 cannot be used; use 2024-11-05, 2025-03-26, 2025-06-18 or 2025-11-25
          MCP_PROTOCOL_VERSION | 2026-07-28 | MCP_PROTOCOL_VERSION=2026-07-28 cannot be used; use 2024-11-05, 2025-03-26, 2025-06-18 or 2025-11-25
          MCP_PROTOCOL_VERSIONS_SUPPORTED | 2025-06-18,x | MCP_PROTOCOL_VERSIONS_SUPPORTED=2025-06-18,x cannot be used; use one or more of 2024-11-05, 2025-03-26, 2025-06-18, 2025-11-25 or 2026-07-28
          MCP_PROTOCOL_VERSIONS_SUPPORTED | , | MCP_PROTOCOL_VERSIONS_SUPPORTED=, cannot be used; use one or more of 2024-11-05, 2025-03-26, 2025-06-18, 2025-11-25 or 2026-07-28
          MCP_ECHO_TOOL_TIMEOUT | 0 | MCP_ECHO_TOOL_TIMEOUT=0 cannot be used; use a whole number from 1 to 3600
          MCP_ECHO_PUBLIC_URL | mcp.example.com | MCP_ECHO_PUBLIC_URL=mcp.example.com cannot be used; use a URL such as https://mcp.example.com/mcp, without user, query and fragment
          MCP_ECHO_PUBLIC_URL | https://u:hunter2@a.example | MCP_ECHO_PUBLIC_URL=https://(hidden)@a.example cannot be used; use a URL such as https://mcp.example.com/mcp, without user, query and fragment
          MCP_ECHO_JWKS_FILE | no/such/file | MCP_ECHO_JWKS_FILE=no/such/file cannot be used: there is no such file; use the name of a file
          MCP_ECHO_MAX_JSON_DEPTH | 7 | MCP_ECHO_MAX_JSON_DEPTH=7 cannot be used; use a whole number from 8 to 1000
          MCP_ECHO_CHALLENGE | maybe | MCP_ECHO_CHALLENGE=maybe cannot be used; use true or false
          MCP_ECHO_CHALLENGE_SCOPES | a\\b | MCP_ECHO_CHALLENGE_SCOPES=a\\b cannot be used; use printable ASCII without quotation marks and backslashes, 1024 characters in all
          MCP_ECHO_AUTHORIZATION_SERVERS | https://a.example,https://u:p@b.example | MCP_ECHO_AUTHORIZATION_SERVERS=https://a.example,https://(hidden)@b.example cannot be used; use URLs such as https://auth.example.com, without user, query and fragment
          MCP_ECHO_MASK_PERSONAL | maybe | MCP_ECHO_MASK_PERSONAL=maybe cannot be used; use true or false
          MCP_ECHO_INSTANCE | a b | MCP_ECHO_INSTANCE=a b cannot be used; use at most 64 letters, digits and ._:-
          MCP_ECHO_KEY | short | MCP_ECHO_KEY=(hidden) cannot be used; use at least 16 characters
          """)
  void unusableSettingIsRefusedInOneLine(String variable, String value, String message) {
    var e =
        assertThrows(
            ConfigurationException.class,
            () -> McpEcho.builder().settings(from(Map.of(variable, value))).build());
    assertEquals(message, e.getMessage());
  }

  @Test
  void nobodyIsAskedForATokenUnlessTheOperatorSaysSo() {
    Map<String, String> rest =
        Map.of(
            "MCP_ECHO_CHALLENGE_SCOPES", "a b,c",
            "MCP_ECHO_AUTHORIZATION_SERVERS", "https://a.example");
    var asking = new HashMap<>(rest);
    asking.put("MCP_ECHO_CHALLENGE", "true");

    assertTrue(server(from(rest)).authorization().isEmpty());
    JsonNode metadata = metadata(server(from(asking)));
    assertEquals(
        "[\"a\",\"b\",\"c\"] [\"https://a.example\"]",
        metadata.path("scopes_supported") + " " + metadata.path("authorization_servers"));
  }

  @Test
  void aRevisionThatIsNotServedIsNotOffered() {
    Settings settings =
        from(
            Map.of(
                "MCP_PROTOCOL_VERSION", "2025-11-25",
                "MCP_PROTOCOL_VERSIONS_SUPPORTED", "2026-07-28"));
    var e = assertThrows(ConfigurationException.class, () -> server(settings));
    assertEquals(
        "MCP_PROTOCOL_VERSION=2025-11-25 is not among the revisions that"
            + " MCP_PROTOCOL_VERSIONS_SUPPORTED has: add it there, or leave one of them unset",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 3_601, Long.MAX_VALUE})
  void runTimeLimitThatLimitsNothingIsRefused(long seconds) {
    Duration limit = Duration.ofSeconds(seconds);
    var e =
        assertThrows(
            ConfigurationException.class,
            () -> McpEcho.builder().with(EchoSettings.TOOL_TIMEOUT, limit));
    assertEquals(
        "MCP_ECHO_TOOL_TIMEOUT=%d cannot be used; use a whole number from 1 to 3600"
            .formatted(seconds),
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 7, 1_001})
  void depthThatFitsNoMessageIsRefused(int depth) {
    var e =
        assertThrows(
            ConfigurationException.class,
            () -> McpEcho.builder().with(EchoSettings.MAX_JSON_DEPTH, depth));
    assertEquals(
        "MCP_ECHO_MAX_JSON_DEPTH=%d cannot be used; use a whole number from 8 to 1000"
            .formatted(depth),
        e.getMessage());
  }

  @Test
  void noRevisionAtAllIsRefused() {
    assertThrows(
        ConfigurationException.class,
        () -> McpEcho.builder().with(EchoSettings.PROTOCOL_VERSIONS, Set.of()));
  }

  @Test
  void keysDifferByUseAndAgreeForOneSecret() {
    ServerKey one = ServerKey.of("a shared secret of some length");
    ServerKey other = ServerKey.of("a shared secret of some length");
    assertArrayEquals(one.derive("fingerprint"), other.derive("fingerprint"));
    assertFalse(Arrays.equals(one.derive("fingerprint"), one.derive("requestState")));
    assertFalse(
        Arrays.equals(one.derive("requestState"), ServerKey.random().derive("requestState")));
  }

  @Test
  void serversFingerprintAlikeIfTheyShareAKey() {
    Settings shared = from(Map.of("MCP_ECHO_KEY", "a shared secret of some length"));
    String one = server(shared).redaction().header("X-Api-Key", "hunter2-4711");
    assertEquals(one, server(shared).redaction().header("X-Api-Key", "hunter2-4711"));
    assertNotEquals(
        one, server(EchoSettings.DEFAULTS).redaction().header("X-Api-Key", "hunter2-4711"));
  }

  @Test
  void instancesHaveARandomIdUnlessTheyAreGivenAName() {
    String one = instance(EchoSettings.DEFAULTS);
    assertTrue(one.matches("[0-9a-f]{8}"), one);
    assertNotEquals(one, instance(EchoSettings.DEFAULTS));
    assertEquals(
        "mcp-echo-7d9c-x2", instance(from(Map.of("MCP_ECHO_INSTANCE", "mcp-echo-7d9c-x2"))));
  }

  private static Settings from(Map<String, String> variables) {
    return EchoSettings.DEFAULTS.withEnvironment(variables);
  }

  private static McpServer server(Settings settings) {
    return McpEcho.builder().settings(settings).build();
  }

  private static JsonNode metadata(McpServer server) {
    byte[] metadata =
        server
            .authorization()
            .orElseThrow()
            .metadata(CallContext.local(Headers.of("Host", "a.example"), Instant.EPOCH), "")
            .orElseThrow();
    return new Json(Json.DEFAULT_MAX_DEPTH).parse(metadata);
  }

  private static String instance(Settings settings) {
    return answer(
            settings,
            """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"printHeader"}}""")
        .at("/result/structuredContent/instance")
        .textValue();
  }

  /** What a client is offered that initializes with a revision of its own. */
  private static String offered(Settings settings) {
    return answer(
            settings,
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"1999-01-01"}}""")
        .at("/result/protocolVersion")
        .textValue();
  }

  private static JsonNode answer(Settings settings, String body) {
    return new Json(Json.DEFAULT_MAX_DEPTH)
        .parse(
            server(settings)
                .handle(
                    body.getBytes(StandardCharsets.UTF_8),
                    CallContext.local(Headers.NONE, Instant.EPOCH),
                    Outbound.NONE)
                .body());
  }
}
