package io.github.mcpecho;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.mcp.Reply;
import io.github.mcpecho.settings.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoConfigTest {
  @Test
  void everyRevisionIsServedByDefault() {
    EchoConfig config = EchoConfig.fromEnvironment(Map.of());
    assertEquals(EnumSet.allOf(ProtocolVersion.class), config.revisions.all());
    assertEquals("2025-11-25", offered(config));
    assertEquals(Duration.ofSeconds(60), config.runTimeLimit);
  }

  @Test
  void settingsOfTheBriefAreUnderstood() {
    EchoConfig config =
        EchoConfig.fromEnvironment(
            Map.of(
                "MCP_PROTOCOL_VERSION", "2024-11-05",
                "MCP_PROTOCOL_VERSIONS_SUPPORTED", "2025-06-18, 2024-11-05"));
    assertEquals(
        EnumSet.of(ProtocolVersion.V2024_11_05, ProtocolVersion.V2025_06_18),
        config.revisions.all());
    assertEquals("2024-11-05", offered(config));
  }

  @Test
  void newestLegacyRevisionIsPreferredUnlessSet() {
    EchoConfig config =
        EchoConfig.fromEnvironment(
            Map.of("MCP_PROTOCOL_VERSIONS_SUPPORTED", "2025-06-18,2024-11-05,2026-07-28"));
    assertEquals("2025-06-18", offered(config));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MCP_PROTOCOL_VERSION | 2025-01-01 | MCP_PROTOCOL_VERSION=2025-01-01 names an unknown revision; known are 2024-11-05, 2025-03-26, 2025-06-18, 2025-11-25, 2026-07-28
          MCP_PROTOCOL_VERSION | 2026-07-28 | MCP_PROTOCOL_VERSION=2026-07-28 is not a revision that clients initialize here; use one of 2024-11-05, 2025-03-26, 2025-06-18, 2025-11-25
          MCP_PROTOCOL_VERSIONS_SUPPORTED | 2025-06-18,x | MCP_PROTOCOL_VERSIONS_SUPPORTED=2025-06-18,x names an unknown revision; known are 2024-11-05, 2025-03-26, 2025-06-18, 2025-11-25, 2026-07-28
          MCP_ECHO_TOOL_TIMEOUT | 0 | MCP_ECHO_TOOL_TIMEOUT=0 is not a whole number from 1 to 3600
          MCP_ECHO_PUBLIC_URL | mcp.example.com | MCP_ECHO_PUBLIC_URL cannot be used: A public URL is like https://mcp.example.com/mcp, without user, query and fragment
          MCP_ECHO_JWKS_FILE | no/such/file | MCP_ECHO_JWKS_FILE cannot be used: JWKS file no/such/file cannot be read: there is no such file
          MCP_ECHO_MAX_JSON_DEPTH | 7 | MCP_ECHO_MAX_JSON_DEPTH=7 is not a whole number from 8 to 1000
          MCP_ECHO_CHALLENGE | maybe | MCP_ECHO_CHALLENGE=maybe is neither true nor false
          MCP_ECHO_CHALLENGE_SCOPES | a\\b | MCP_ECHO_CHALLENGE_SCOPES cannot be used: a scope is printable ASCII without blanks, quotation marks and backslashes, and all of them have at most 1024 characters
          MCP_ECHO_AUTHORIZATION_SERVERS | https://a.example,https://u:p@b.example | MCP_ECHO_AUTHORIZATION_SERVERS cannot be used: an issuer is like https://auth.example.com, without user, query and fragment
          MCP_ECHO_MASK_PERSONAL | maybe | MCP_ECHO_MASK_PERSONAL=maybe is neither true nor false
          MCP_ECHO_INSTANCE | a b | The name of an instance (MCP_ECHO_INSTANCE) has at most 64 letters, digits and ._:-
          MCP_ECHO_KEY | short | The key (MCP_ECHO_KEY) must have at least 16 characters
          """)
  void unusableSettingIsRefusedInOneLine(String variable, String value, String message) {
    var e =
        assertThrows(
            ConfigurationException.class,
            () -> EchoConfig.fromEnvironment(Map.of(variable, value)));
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

    assertEquals(Optional.empty(), EchoConfig.fromEnvironment(rest).challenge);
    assertEquals(
        Optional.of(new ChallengeMode(List.of("a", "b", "c"), List.of("https://a.example"))),
        EchoConfig.fromEnvironment(asking).challenge);
  }

  @Test
  void adviceOffersNoRevisionWhereNoneIsInitialized() {
    var e =
        assertThrows(
            ConfigurationException.class,
            () ->
                EchoConfig.fromEnvironment(
                    Map.of(
                        "MCP_PROTOCOL_VERSION", "2025-11-25",
                        "MCP_PROTOCOL_VERSIONS_SUPPORTED", "2026-07-28")));
    assertEquals(
        "MCP_PROTOCOL_VERSION=2025-11-25 is not a revision that clients initialize here; leave it"
            + " unset, or add one to MCP_PROTOCOL_VERSIONS_SUPPORTED",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 365 * 24 * 3_600 + 1, Long.MAX_VALUE})
  void runTimeLimitThatLimitsNothingIsRefused(long seconds) {
    Duration limit = Duration.ofSeconds(seconds);
    var e =
        assertThrows(ConfigurationException.class, () -> EchoConfig.builder().runTimeLimit(limit));
    assertEquals(
        "The run-time limit of tools (MCP_ECHO_TOOL_TIMEOUT) is %s, not a time above 0 and of at most 365 days"
            .formatted(limit),
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 7, 1_001})
  void depthThatFitsNoMessageIsRefused(int depth) {
    var e =
        assertThrows(ConfigurationException.class, () -> EchoConfig.builder().maxJsonDepth(depth));
    assertEquals(
        "The depth of a message (MCP_ECHO_MAX_JSON_DEPTH) is %d, not a number from 8 to 1000"
            .formatted(depth),
        e.getMessage());
  }

  @Test
  void keysDifferByUseAndAgreeForOneSecret() {
    EchoConfig one = EchoConfig.builder().key("a shared secret of some length").build();
    EchoConfig other = EchoConfig.builder().key("a shared secret of some length").build();
    assertArrayEquals(one.key.derive("fingerprint"), other.key.derive("fingerprint"));
    assertFalse(Arrays.equals(one.key.derive("fingerprint"), one.key.derive("requestState")));
    assertFalse(
        Arrays.equals(
            one.key.derive("requestState"),
            EchoConfig.builder().build().key.derive("requestState")),
        "random if not set");
  }

  @Test
  void instancesHaveARandomIdUnlessTheyAreGivenAName() {
    String one = EchoConfig.builder().build().instance.text();
    assertTrue(one.matches("[0-9a-f]{8}"), one);
    assertNotEquals(one, EchoConfig.builder().build().instance.text());
    assertEquals(
        "mcp-echo-7d9c-x2",
        EchoConfig.fromEnvironment(Map.of("MCP_ECHO_INSTANCE", "mcp-echo-7d9c-x2"))
            .instance
            .text());
  }

  @Test
  void builderCopiesAndDoesNotChangeWhatWasBuilt() {
    EchoConfig first = EchoConfig.builder().disabledTools(Set.of("echo")).build();
    EchoConfig second = first.toBuilder().disabledTools(Set.of()).build();
    assertEquals(Set.of("echo"), first.selection.disabled());
    assertEquals(Set.of(), second.selection.disabled());
  }

  /** What a client is offered that initializes with a revision of its own. */
  private static String offered(EchoConfig config) {
    String body =
        """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"1999-01-01"}}""";
    Reply reply =
        McpEcho.newServer(config)
            .handle(
                body.getBytes(StandardCharsets.UTF_8),
                CallContext.local(Headers.NONE, Instant.EPOCH),
                Outbound.NONE);
    return new Json(Json.DEFAULT_MAX_DEPTH)
        .parse(reply.body())
        .at("/result/protocolVersion")
        .textValue();
  }
}
