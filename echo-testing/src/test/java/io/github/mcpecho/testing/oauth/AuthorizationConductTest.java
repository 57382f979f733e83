package io.github.mcpecho.testing.oauth;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.diagnosis.clients.AuthorizationFinding;
import io.github.mcpecho.fixtures.ProducedFindings;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import io.github.mcpecho.testing.CallMatcher;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.Sessions;
import io.github.mcpecho.testing.oauth.SoundClient.Mistake;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the test server says of a client's conduct in authorization. */
class AuthorizationConductTest {
  private static final String DOCUMENT = "https://client.example/metadata.json";

  private static ProtectedResource resource(String variations) {
    ProtectedResource resource = ProtectedResource.create().requiring("mcp:read");
    for (String name : variations.split(" ")) {
      if (name.equals("tool")) {
        resource =
            resource.requiringFor("whoIStheGOAT", "mcp:goat").with(Variation.SCOPES_PER_OPERATION);
      } else if (name.equals("offline")) {
        resource = resource.offering("offline_access");
      } else if (name.equals("migrating")) {
        resource = resource.migratingAfter(1).openFor("initialize", "notifications/initialized");
      } else if (name.equals("secret")) {
        resource = resource.authMethods("client_secret_basic");
      } else if (Challenges.names().contains(name)) {
        resource = resource.challenging(Challenges.named(name, List.of()));
      } else if (!name.isEmpty()) {
        resource = resource.with(Variation.named(name));
      }
    }
    return resource;
  }

  private static Set<String> findings(McpEchoServer server) {
    return server.calls().stream()
        .flatMap(call -> call.findings().stream())
        .filter(finding -> finding.kind() instanceof AuthorizationFinding)
        .map(Finding::id)
        .peek(ProducedFindings::add)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> errors(McpEchoServer server) {
    var errors = new ArrayList<String>();
    server
        .calls()
        .forEach(
            call ->
                call.findings().stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .forEach(finding -> errors.add(call + " " + finding)));
    return errors;
  }

  /** Has a client list the tools and call two of them; it may have to give up. */
  private static void play(McpEchoServer server, SoundClient client) throws Exception {
    try {
      client.connect().listTools();
      client.call("whoIStheGOAT");
      client.call("whoIStheGOAT");
    } catch (IllegalStateException e) {
      // It gives up, as it should or because the server noticed its mistake.
    }
  }

  private static SoundClient client(
      McpEchoServer server, ProtocolVersion revision, Mistake... mistakes) {
    SoundClient client = new SoundClient(server.uri(), revision, Json.object(), mistakes);
    return List.of(mistakes).contains(Mistake.NO_APPLICATION_TYPE)
        ? client
        : client.documentedAt(DOCUMENT);
  }

  static Stream<Arguments> servers() {
    List<String> usual =
        List.of(
            "",
            "tool",
            "offline",
            "migrating",
            "secret",
            "no-client-id-metadata-document migrating",
            "no-client-id-metadata-document undemanding");
    List<String> all =
        Stream.of(
                usual,
                List.of("tool always-403", "openid-only issuer-with-path", "no-scope tool"),
                List.of("openid-appended-only issuer-with-path"),
                Variation.names(),
                Challenges.names())
            .flatMap(List::stream)
            .filter(name -> !name.equals("broken-metadata") && !name.startsWith("dpop"))
            .toList();
    return Stream.of(
        Arguments.of(ProtocolVersion.V2025_03_26, usual),
        Arguments.of(ProtocolVersion.V2025_06_18, usual),
        Arguments.of(ProtocolVersion.V2025_11_25, usual),
        Arguments.of(ProtocolVersion.V2026_07_28, all));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void trial_t15_aSoundClientIsNotBlamedWhateverTheServerDoes(
      ProtocolVersion revision, List<String> servers) throws Exception {
    for (String name : servers) {
      try (McpEchoServer server = McpEchoServer.builder().with(resource(name)).start()) {
        play(server, client(server, revision));

        assertEquals(List.of(), errors(server), name);
        assertEquals(Set.of(), findings(server), name);
        assertDoesNotThrow(server::assertConformantClient);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "SKIPS_DISCOVERY, '', OAUTH_DISCOVERY_SKIPPED",
        "ASKS_AT_THE_ROOT_FIRST, '', OAUTH_RESOURCE_METADATA_ORDER",
        "ASKS_AT_THE_ROOT_FIRST, no-metadata, OAUTH_RESOURCE_METADATA_ORDER",
        "ASKS_OPENID_FIRST, '', OAUTH_SERVER_METADATA_ORDER",
        "ASKS_OPENID_FIRST, issuer-with-path, OAUTH_SERVER_METADATA_ORDER",
        "IGNORES_RESOURCE, wrong-resource, OAUTH_RESOURCE_MISMATCH",
        "IGNORES_ISSUER, issuer-mismatch, OAUTH_ISSUER_MISMATCH",
        "NO_APPLICATION_TYPE, no-client-id-metadata-document, OAUTH_APPLICATION_TYPE",
        "NO_REFRESH_GRANT, offline no-client-id-metadata-document, OAUTH_REFRESH_UNREGISTERED",
        "HTTP_CLIENT_ID, '', OAUTH_CLIENT_ID",
        "UNKNOWN_CLIENT_ID, '', OAUTH_CLIENT_UNKNOWN",
        "UNKNOWN_CLIENT_ID, undemanding, OAUTH_CLIENT_UNKNOWN",
        "KEEPS_CLIENT, migrating no-client-id-metadata-document, OAUTH_CLIENT_OF_ANOTHER_SERVER",
        "TWO_SECRETS, secret no-client-id-metadata-document, OAUTH_CLIENT_AUTHENTICATION",
        "SECRET_IN_FORM, secret no-client-id-metadata-document, OAUTH_CLIENT_AUTHENTICATION",
        "INSECURE_REDIRECT, '', OAUTH_REDIRECT_INSECURE",
        "OTHER_REDIRECT, no-client-id-metadata-document, OAUTH_REDIRECT_UNREGISTERED",
        "OTHER_REDIRECT_FOR_TOKEN, '', OAUTH_REDIRECT_UNREGISTERED",
        "IGNORES_PKCE_SUPPORT, pkce-not-advertised, OAUTH_PKCE_NOT_ADVERTISED",
        "NO_CHALLENGE, '', OAUTH_PKCE_MISSING",
        "PLAIN, '', OAUTH_PKCE_PLAIN",
        "NO_VERIFIER, '', OAUTH_PKCE_VERIFIER",
        "OTHER_VERIFIER, '', OAUTH_PKCE_VERIFIER",
        "NO_RESOURCE, '', OAUTH_RESOURCE_MISSING",
        "OTHER_RESOURCE, '', OAUTH_RESOURCE_OTHER",
        "OTHER_RESOURCE_FOR_TOKEN, '', OAUTH_RESOURCE_OTHER",
        "NO_SCOPE, '', OAUTH_SCOPE",
        "EVERY_SCOPE, '', OAUTH_SCOPE",
        "EVERY_SCOPE, no-scope, OAUTH_SCOPE",
        "DROPS_SCOPES, tool, OAUTH_SCOPE_DROPPED",
        "OFFLINE_ACCESS, '', OAUTH_OFFLINE_ACCESS",
        "NO_STATE, '', OAUTH_STATE_MISSING",
        "IGNORES_STATE, state-wrong, OAUTH_STATE_IGNORED",
        "IGNORES_ISS, iss-missing, OAUTH_ISS_MISSING",
        "IGNORES_ISS, iss-wrong, OAUTH_ISS_IGNORED",
        "IGNORES_ISS, iss-unexpected, OAUTH_ISS_IGNORED",
        "NORMALIZES_ISS, iss-normalized, OAUTH_ISS_IGNORED",
        "NEVER_GIVES_UP, always-403, OAUTH_RETRY_LIMIT",
        "CODE_TWICE, '', OAUTH_CODE_REUSED",
        "LEAVES_TOKEN_OUT, '', OAUTH_TOKEN_LEFT_OUT",
        "FOREIGN_TOKEN, '', OAUTH_TOKEN_FOREIGN",
        "TOKEN_IN_DISCOVERY, tool, OAUTH_TOKEN_ELSEWHERE",
      })
  void trial_t16_eachMistakeIsFound(Mistake mistake, String variations, String expected)
      throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource(variations)).start()) {
      play(server, client(server, ProtocolVersion.V2026_07_28, mistake));

      Set<String> found = findings(server);
      assertEquals(new TreeSet<>(List.of(expected.split(" "))), found, () -> server.calls() + "");
      if (found.stream()
          .map(AuthorizationFinding::valueOf)
          .anyMatch(kind -> kind.severity() == Severity.ERROR)) {
        AssertionError error = assertThrows(AssertionError.class, server::assertConformantClient);
        assertTrue(error.getMessage().contains(expected.split(" ")[0]), error::getMessage);
      } else {
        assertDoesNotThrow(server::assertConformantClient);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "IGNORES_ISS, iss-wrong, V2025_11_25, ''",
    "IGNORES_PKCE_SUPPORT, pkce-not-advertised, V2025_11_25, OAUTH_PKCE_NOT_ADVERTISED",
    "IGNORES_PKCE_SUPPORT, pkce-not-advertised, V2025_06_18, ''",
    "NO_RESOURCE, no-prm, V2025_03_26, ''",
    "IGNORES_ISSUER, issuer-mismatch, V2025_06_18, OAUTH_ISSUER_MISMATCH",
    "NO_CHALLENGE, '', V2025_03_26, OAUTH_PKCE_MISSING",
    "ASKS_AT_THE_ROOT_FIRST, '', V2025_06_18, ''",
    "DROPS_SCOPES, tool, V2025_11_25, ''",
    "OTHER_RESOURCE, '', V2025_03_26, ''",
    "NAMES_NO_REVISION_IN_DISCOVERY, '', V2025_03_26, OAUTH_DISCOVERY_VERSION",
    "NAMES_NO_REVISION_IN_DISCOVERY, '', V2025_11_25, ''",
    "SKIPS_DISCOVERY, no-server-metadata, V2025_03_26, OAUTH_DISCOVERY_SKIPPED",
    "LEAVES_TOKEN_OUT, '', V2025_11_25, OAUTH_TOKEN_MISSING",
    "OTHER_REDIRECT, no-client-id-metadata-document, V2025_03_26, OAUTH_REDIRECT_UNREGISTERED",
    "OTHER_REDIRECT_FOR_TOKEN, '', V2025_03_26, OAUTH_REDIRECT_UNREGISTERED",
    "OTHER_VERIFIER, '', V2025_03_26, OAUTH_PKCE_VERIFIER",
    "CODE_TWICE, '', V2025_03_26, OAUTH_CODE_REUSED",
  })
  void trial_t16_aClientIsJudgedByItsRevision(
      Mistake mistake, String variations, ProtocolVersion revision, String expected)
      throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource(variations)).start()) {
      play(server, client(server, revision, mistake));

      assertEquals(expected, String.join(" ", findings(server)), () -> server.calls() + "");
    }
  }

  /** That revision has no such parameter. */
  @ParameterizedTest
  @CsvSource({"V2025_03_26, true", "V2025_06_18, false", "V2025_11_25, false"})
  void aClientOf20250326NeedsNoResource(ProtocolVersion revision, boolean served) throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      SoundClient client = client(server, revision, Mistake.NO_RESOURCE);
      if (served) {
        assertTrue(client.connect().listTools().path("tools").size() > 0);
        assertEquals(200, client.refresh(client.refreshToken(), ""));
      } else {
        assertThrows(IllegalStateException.class, client::connect);
      }
      assertEquals(served ? Set.of() : Set.of("OAUTH_RESOURCE_MISSING"), findings(server));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "undemanding"})
  void aClientWithoutPkceHasNoVerifierEither(String variations) throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource(variations)).start()) {
      play(
          server,
          client(server, ProtocolVersion.V2026_07_28, Mistake.NO_CHALLENGE, Mistake.NO_VERIFIER));
      assertEquals(Set.of("OAUTH_PKCE_MISSING"), findings(server));
    }
    ProtectedResource resource =
        ProtectedResource.create().client("me", "", HandMadeClient.REDIRECT);
    try (McpEchoServer server = McpEchoServer.builder().with(resource).start()) {
      var client = new HandMadeClient(server);
      client.get(client.url("/.well-known/oauth-protected-resource/mcp"));
      client.get(client.url("/.well-known/oauth-authorization-server"));
      client.authorize("me", "code_challenge", "", "code_challenge_method", "");
      client.exchange("me", "no-code", "code_verifier", "");
      assertEquals(Set.of("OAUTH_PKCE_MISSING"), findings(server));

      client.authorize("me");
      client.exchange("me", "no-code", "code_verifier", "");
      assertEquals(Set.of("OAUTH_PKCE_MISSING", "OAUTH_PKCE_VERIFIER"), findings(server));
    }
  }

  @Test
  void aForgottenClientRegistersAnew() throws Exception {
    try (McpEchoServer server =
        McpEchoServer.builder().with(resource("client-forgotten")).start()) {
      var client = new HandMadeClient(server);
      client.call("MCP-Protocol-Version", "2025-11-25");
      client.get(client.url("/.well-known/oauth-protected-resource/mcp"));
      client.get(client.url("/.well-known/oauth-authorization-server"));
      String id = client.registered();
      assertEquals(401, client.exchange(id, client.code(id, "scope", "mcp:read")).statusCode());
      client.authorize(client.registered(), "scope", "mcp:read");
      assertEquals(Set.of(), findings(server));

      client.authorize(id, "scope", "mcp:read");
      assertEquals(Set.of("OAUTH_CLIENT_UNKNOWN"), findings(server));
    }
  }

  /** What is wrong with the header is found by itself. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Bearer TOKEN |",
        "Token TOKEN  | AUTH_SCHEME_NOT_BEARER",
        "TOKEN        | AUTH_SCHEME_MISSING",
        "Bearer:TOKEN | AUTH_SEPARATOR_INVALID",
        "Bearer       | AUTH_TOKEN_EMPTY",
        "Basic dTpw   | OAUTH_TOKEN_MISSING",
      })
  void aTokenThatIsThereIsNotMissing(String authorization, String expected) throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      var client = new HandMadeClient(server);
      String token =
          TestTokens.jwt(Clock.systemUTC()).acceptedBy(server).scopes("mcp:read").compact();
      client.post(
          """
          {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26",\
          "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""",
          "Authorization",
          "Bearer " + token);
      client.post(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
          "Authorization",
          "Bearer " + token);
      client.call("Authorization", authorization.replace("TOKEN", token));

      List<Finding> errors =
          server.calls().get(2).findings().stream()
              .filter(finding -> finding.severity() == Severity.ERROR)
              .toList();
      assertEquals(
          expected == null ? List.of() : List.of(expected),
          errors.stream().map(Finding::id).toList());
      assertTrue(errors.stream().noneMatch(one -> one.evidence().equals("no Authorization")));
    }
  }

  /** The newest revision is asked for, which no request here names. */
  @ParameterizedTest
  @CsvSource({
    "mcp:read mcp:echo, ''",
    "mcp:echo, OAUTH_SCOPE_DROPPED",
    "mcp:read, OAUTH_SCOPE",
    "mcp:more mcp:read mcp:echo, OAUTH_SCOPE",
    "mcp:more mcp:echo, OAUTH_SCOPE OAUTH_SCOPE_DROPPED",
  })
  void aScopeThatIsLeftOutIsOneMistake(String scope, String expected) throws Exception {
    ProtectedResource resource =
        ProtectedResource.create()
            .requiring("mcp:read")
            .requiringFor("echo", "mcp:echo")
            .client("me", "", HandMadeClient.REDIRECT);
    try (McpEchoServer server = McpEchoServer.builder().with(resource).start()) {
      var client = new HandMadeClient(server);
      client.get(client.url("/.well-known/oauth-protected-resource/mcp"));
      client.get(client.url("/.well-known/oauth-authorization-server"));
      String token =
          HandMadeClient.json(client.exchange("me", client.code("me", "scope", "mcp:read")))
              .path("access_token")
              .asText();
      assertEquals(403, client.callWith(token).statusCode());
      client.authorize("me", "scope", scope);

      RecordedCall last = server.calls().get(server.calls().size() - 1);
      assertEquals(
          expected,
          last.findings().stream()
              .filter(finding -> finding.kind() instanceof AuthorizationFinding)
              .map(Finding::id)
              .collect(Collectors.joining(" ")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SAME_PROOF", "BEARER_PROOF", "PROOF_BY_ANOTHER_KEY"})
  void trial_t16_proofsAreJudged(Mistake mistake) throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("dpop-required")).start()) {
      play(server, client(server, ProtocolVersion.V2026_07_28, mistake).proving());

      assertEquals(Set.of("OAUTH_DPOP"), findings(server));
    }
    for (String sound : List.of("dpop-required", "dpop-nonce")) {
      try (McpEchoServer server = McpEchoServer.builder().with(resource(sound)).start()) {
        play(server, client(server, ProtocolVersion.V2026_07_28).proving());

        assertEquals(Set.of(), findings(server));
      }
    }
  }

  /** Scheme and host have no case. */
  @ParameterizedTest
  @CsvSource({"UPPER_CASE_IN_PROOF, ''", "NO_PROOF_FOR_REFRESH, OAUTH_DPOP"})
  void aRefreshIsProvedToo(Mistake mistake, String expected) throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("dpop-required")).start()) {
      SoundClient client = client(server, ProtocolVersion.V2026_07_28, mistake).proving();
      play(server, client);
      assertEquals(Set.of(), findings(server));

      assertEquals(expected.isEmpty() ? 200 : 400, client.refresh(client.refreshToken(), ""));
      assertEquals(expected, String.join(" ", findings(server)));
    }
  }

  @Test
  void trial_t15_onlyAClientThatHasADocumentIsToUseIt() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      play(server, client(server, ProtocolVersion.V2026_07_28, Mistake.REGISTERS_ANYWAY));
      assertEquals(Set.of(), findings(server));

      server.reset();
      play(server, client(server, ProtocolVersion.V2026_07_28));
      assertEquals(Set.of(), findings(server));

      play(server, client(server, ProtocolVersion.V2026_07_28, Mistake.REGISTERS_ANYWAY));
      assertTrue(findings(server).contains("OAUTH_REGISTRATION_ORDER"), findings(server)::toString);
    }
  }

  @Test
  void trial_t15_aClientMayRefreshForFewerScopesAndThenForAll() throws Exception {
    ProtectedResource resource = ProtectedResource.create().requiring("mcp:read", "mcp:write");
    try (McpEchoServer server = McpEchoServer.builder().with(resource).start()) {
      SoundClient client = client(server, ProtocolVersion.V2026_07_28);
      play(server, client);

      for (String scope : List.of("mcp:read", "mcp:read mcp:write", "mcp:write", "")) {
        assertEquals(200, client.refresh(client.refreshToken(), scope), scope);
      }
      play(server, client);
      assertEquals(Set.of(), findings(server));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcp:read mcp:everything", "mcp:everything", "MCP:READ"})
  void trial_t16_aRefreshForMoreThanWasGrantedIsFound(String scope) throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      SoundClient client = client(server, ProtocolVersion.V2025_11_25);
      play(server, client);

      assertEquals(400, client.refresh(client.refreshToken(), scope));
      assertEquals(Set.of("OAUTH_REFRESH_SCOPE"), findings(server));
      // The refusal has not used it up.
      assertEquals(200, client.refresh(client.refreshToken(), ""));
    }
  }

  @Test
  void trial_t16_aRefreshTokenThatWasReplacedIsFound() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      SoundClient client = client(server, ProtocolVersion.V2025_06_18);
      play(server, client);
      String old = client.refreshToken();
      assertEquals(200, client.refresh(old, ""));
      assertEquals(Set.of(), findings(server));

      assertEquals(400, client.refresh(old, ""));
      assertEquals(Set.of("OAUTH_REFRESH_REUSED"), findings(server));
    }
  }

  /** Its answer was lost: the client cannot know the new one. */
  @Test
  void trial_t15_aRefreshWhoseAnswerWasLostMayBeTriedAgain() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      SoundClient client = client(server, ProtocolVersion.V2026_07_28);
      play(server, client);
      server
          .on(CallMatcher.anyRequest().to("/token"))
          .times(1)
          .then(
              lost -> {
                lost.serverAnswer();
                lost.reset();
              });
      String old = client.refreshToken();
      assertThrows(IOException.class, () -> client.refresh(old, ""));
      client.refresh(old, "");

      assertEquals(Set.of(), findings(server));
    }
  }

  @Test
  void trial_t15_aClientThatKnowsNoProofsIsNotBlamedForThem() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("dpop-required")).start()) {
      play(server, client(server, ProtocolVersion.V2026_07_28));

      assertEquals(Set.of(), findings(server));
    }
  }

  @Test
  void trial_t15_anotherClientMayBeginWithoutAToken() throws Exception {
    for (ProtocolVersion revision : ProtocolVersion.values()) {
      if (revision == ProtocolVersion.V2024_11_05) {
        continue;
      }
      var builder = McpEchoServer.builder().with(resource(""));
      try (McpEchoServer server =
          (revision.isModern() ? builder : builder.with(Sessions.create())).start()) {
        play(server, client(server, revision));
        play(server, client(server, revision));

        assertEquals(List.of(), errors(server), revision::toString);
      }
    }
  }

  @Test
  void trial_t16_whatARuleAnswersIsJudgedToo() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      server.on(CallMatcher.anyRequest().to("/authorize")).then(Challenges.forbidden());
      play(server, client(server, ProtocolVersion.V2026_07_28, Mistake.NO_CHALLENGE));

      assertEquals(Set.of("OAUTH_PKCE_MISSING"), findings(server));
    }
  }

  @Test
  void trial_t16_whatWasForgottenByAResetIsNotHeldAgainstAClient() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      SoundClient client = client(server, ProtocolVersion.V2026_07_28);
      play(server, client);
      server.reset();
      assertEquals(401, client.callWithoutToken());

      assertEquals(Set.of(), findings(server));
    }
  }

  /** Of 2025-11-25: later ones name the type of the application. */
  @Test
  void whatAClientReadBeforeAResetItNeedNotReadAgain() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      var client = new HandMadeClient(server);
      client.call("MCP-Protocol-Version", "2025-11-25");
      client.get(client.url("/.well-known/oauth-protected-resource/mcp"));
      client.get(client.url("/.well-known/oauth-authorization-server"));
      String id = client.registered();
      assertEquals(Set.of(), findings(server));

      server.reset();
      assertEquals(400, client.authorize(id, "scope", "mcp:read").statusCode());
      server.reset();
      client.authorize(client.registered(), "scope", "mcp:read");
      assertEquals(Set.of(), findings(server));
      client.authorize(client.registered(), "scope", "mcp:read", "code_challenge", "");
      assertEquals(Set.of("OAUTH_PKCE_MISSING"), findings(server));
    }
  }

  /** The implicit grant of old has no PKCE: that is not another mistake. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "authorize | response_type | code | ",
        "authorize | response_type | token | OAUTH_GRANT_FORBIDDEN",
        "authorize without PKCE | response_type | token | OAUTH_GRANT_FORBIDDEN",
        "authorize | response_type | id_token token | OAUTH_GRANT_FORBIDDEN",
        "authorize | response_type | code token | OAUTH_GRANT_FORBIDDEN",
        "authorize | response_type | code id_token | OAUTH_GRANT_NOT_OFFERED",
        "authorize | response_type | none | OAUTH_GRANT_NOT_OFFERED",
        "authorize | response_type | '' | OAUTH_GRANT_NOT_OFFERED",
        "exchange | grant_type | authorization_code | ",
        "exchange | grant_type | password | OAUTH_GRANT_FORBIDDEN",
        "exchange | grant_type | implicit | OAUTH_GRANT_FORBIDDEN",
        "exchange | grant_type | client_credentials | OAUTH_GRANT_UNREGISTERED",
        "exchange | grant_type | urn:ietf:params:oauth:grant-type:device_code | OAUTH_GRANT_NOT_OFFERED",
        "register | grant_types | authorization_code | ",
        "register | grant_types | password | OAUTH_GRANT_FORBIDDEN",
        "register | grant_types | implicit | OAUTH_GRANT_FORBIDDEN",
        "register | response_types | code | ",
        "register | response_types | token | OAUTH_GRANT_FORBIDDEN",
        "register | response_types | id_token token | OAUTH_GRANT_FORBIDDEN",
      })
  void aGrantThatIsNotToBeUsedIsFound(String step, String name, String value, String expected)
      throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      var client = new HandMadeClient(server);
      client.call("MCP-Protocol-Version", "2025-11-25");
      client.get(client.url("/.well-known/oauth-protected-resource/mcp"));
      client.get(client.url("/.well-known/oauth-authorization-server"));
      String id = client.registered();
      String[] asked = {"scope", "mcp:read", name, value};
      String[] withoutPkce = {
        "scope", "mcp:read", name, value, "code_challenge", "", "code_challenge_method", ""
      };
      switch (step) {
        case "authorize" -> client.authorize(id, asked);
        case "authorize without PKCE" -> client.authorize(id, withoutPkce);
        case "exchange" -> client.exchange(id, client.code(id, "scope", "mcp:read"), name, value);
        default ->
            client.register(
                """
                {"redirect_uris":["http://127.0.0.1:7/callback"],"%s":["%s"]}"""
                    .formatted(name, value));
      }

      assertEquals(
          expected == null ? Set.of() : Set.of(expected), findings(server), server::history);
    }
  }

  /** What the authorization server refuses has a name, and what it takes has none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "client_id=https://app.example.com/c.json  | 302 |",
        "client_id=https://app.example.com:8443/a/c.json | 302 |",
        "client_id=https://app.example.com/c.json?v=1    | 302 | OAUTH_CLIENT_ID_QUERY",
        "client_id=                         | 400 | OAUTH_PARAMETER_MISSING",
        "client_id=https://app.example.com/a.b/..c | 302 |",
        "client_id=https://app.example.com/../c.json   | 400 | OAUTH_CLIENT_ID",
        "client_id=https://app.example.com/a/./c.json  | 400 | OAUTH_CLIENT_ID",
        "client_id=https://app.example.com/a/%2E%2e/c  | 400 | OAUTH_CLIENT_ID",
        "client_id=https://u:p@app.example.com/c.json  | 400 | OAUTH_CLIENT_ID",
        "client_id=https://app.example.com/c.json#x    | 400 | OAUTH_CLIENT_ID",
        "code_challenge=CHALLENGE          | 302 |",
        "code_challenge=CHALLENGE=         | 302 | OAUTH_PKCE_CHALLENGE",
        "code_challenge=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef | 302 | OAUTH_PKCE_CHALLENGE",
        "code_challenge=too-short          | 302 | OAUTH_PKCE_CHALLENGE",
        "code_challenge=short code_challenge_method=plain | 302 | OAUTH_PKCE_PLAIN",
        "resource=HTTP://127.0.0.1:PORT/mcp  | 302 |",
        "resource=http://127.0.0.1:PORT/mcp/ | 302 | OAUTH_RESOURCE_SLASH",
        "resource=http://127.0.0.1:PORT      | 302 | OAUTH_RESOURCE_OTHER",
        "resource=http://127.0.0.1:PORT/     | 302 | OAUTH_RESOURCE_OTHER",
        "resource=http://127.0.0.1:PORT/mcp2 | 302 | OAUTH_RESOURCE_OTHER",
        "&resource=https://other.example/mcp | 302 | OAUTH_RESOURCE_OTHER",
        "&resource=http://127.0.0.1:PORT/mcp | 302 |",
        "redirect_uri=                       | 302 |",
        "redirect_uri=http://127.0.0.1:9/callback | 302 |",
        "redirect_uri=http://127.0.0.1:7/callback#x | 400 | OAUTH_REDIRECT_INVALID",
        "redirect_uri=/callback              | 400 | OAUTH_REDIRECT_INVALID",
        "redirect_uri=http://app.example/cb#x | 400 | OAUTH_REDIRECT_INSECURE OAUTH_REDIRECT_UNREGISTERED",
        "client_id=two redirect_uri=         | 400 | OAUTH_REDIRECT_UNREGISTERED",
        "&scope=mcp:read                     | 302 | OAUTH_PARAMETER_REPEATED",
        "&state=another                      | 302 | OAUTH_PARAMETER_REPEATED",
      })
  void anAuthorizationRequestIsJudged(String changes, int status, String expected)
      throws Exception {
    ProtectedResource resource =
        ProtectedResource.create()
            .requiring("mcp:read")
            .client("me", "", HandMadeClient.REDIRECT)
            .client("two", "", HandMadeClient.REDIRECT, "https://app.example.com/cb");
    try (McpEchoServer server = McpEchoServer.builder().with(resource).start()) {
      var client = new HandMadeClient(server);
      client.call("MCP-Protocol-Version", "2025-11-25");
      discover(client);
      var parameters = new ArrayList<>(List.of("scope", "mcp:read"));
      boolean repeats = changes.startsWith("&");
      String id = "me";
      String all =
          changes
              .replace("PORT", String.valueOf(server.uri().getPort()))
              .replace("CHALLENGE", HandMadeClient.CHALLENGE);
      for (String change : repeats ? new String[0] : all.split(" ")) {
        String[] nameAndValue = change.split("=", 2);
        id = nameAndValue[0].equals("client_id") ? nameAndValue[1] : id;
        parameters.addAll(List.of(nameAndValue));
      }
      var answer = client.authorizeWith(repeats ? all : "", id, parameters.toArray(String[]::new));

      assertEquals(status, answer.statusCode(), answer::body);
      String location = answer.headers().firstValue("Location").orElse("");
      assertTrue(expected != null || location.contains("code="), location);
      assertEquals(
          expected == null ? Set.of() : new TreeSet<>(List.of(expected.split(" "))),
          findings(server));
    }
  }

  private static void discover(HandMadeClient client) throws Exception {
    client.get(client.url("/.well-known/oauth-protected-resource/mcp"));
    client.get(client.url("/.well-known/oauth-authorization-server"));
  }

  /** Of the newest revision, which wants to know the type of the application. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "native | ['http://127.0.0.1:1/cb'] | 201 |",
        "native | ['com.example.app:/cb', 'http://localhost:1/cb'] | 201 |",
        "web | ['https://app.example.com/cb'] | 201 |",
        "web | ['https://app.example.com/cb', 'http://localhost:3000/cb'] | 201 |",
        "web | ['http://127.0.0.1:1/cb'] | 201 | OAUTH_APPLICATION_TYPE_UNFIT",
        "web | ['http://localhost:1/cb', 'http://[::1]:1/cb'] | 201 | OAUTH_APPLICATION_TYPE_UNFIT",
        "desktop | ['http://127.0.0.1:1/cb'] | 201 | OAUTH_APPLICATION_TYPE",
        "native | [] | 400 | OAUTH_REDIRECT_UNREGISTERED",
        "native | 'http://127.0.0.1:1/cb' | 400 | OAUTH_REDIRECT_UNREGISTERED",
        "native | ['http://127.0.0.1:1/cb#x'] | 400 | OAUTH_REDIRECT_INVALID",
        "native | ['/cb'] | 400 | OAUTH_REDIRECT_INVALID",
        "native | ['http://app.example.com/cb'] | 400 | OAUTH_REDIRECT_INSECURE",
      })
  void aRegistrationIsJudged(String type, String redirects, int status, String expected)
      throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      var client = new HandMadeClient(server);
      var answer =
          client.register(
              "{\"application_type\":\"%s\",\"redirect_uris\":%s}"
                  .formatted(type, redirects.replace('\'', '"')));

      assertEquals(status, answer.statusCode(), answer::body);
      assertEquals(expected == null ? Set.of() : Set.of(expected), findings(server));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | application/x-www-form-urlencoded | public | mcp:read | OAUTH_CLIENT_AUTHENTICATION",
        "POST | application/x-www-form-urlencoded | secret | mcp:read |",
        "POST | application/x-www-form-urlencoded | secret | mcp:read admin | OAUTH_SCOPE",
        "POST | application/x-www-form-urlencoded; charset=utf-8 | secret | mcp:read |",
        "POST | application/json | secret | mcp:read | OAUTH_TOKEN_REQUEST_FORM",
        "POST | text/plain       | secret | mcp:read | OAUTH_TOKEN_REQUEST_FORM",
        "GET  | -                | secret | mcp:read | OAUTH_TOKEN_REQUEST_FORM",
        "GET  | -                | -      | -        |",
        "POST | application/x-www-form-urlencoded | '' | mcp:read | OAUTH_PARAMETER_MISSING",
      })
  void aTokenIsAskedForWithAForm(
      String method, String contentType, String id, String scope, String expected)
      throws Exception {
    ProtectedResource resource =
        ProtectedResource.create()
            .requiring("mcp:read")
            .client("public", "", HandMadeClient.REDIRECT)
            .client("secret", "s", HandMadeClient.REDIRECT);
    try (McpEchoServer server = McpEchoServer.builder().with(resource).start()) {
      var client = new HandMadeClient(server);
      client.call("MCP-Protocol-Version", "2025-11-25");
      discover(client);
      var parameters =
          new LinkedHashMap<>(
              Map.of(
                  "grant_type",
                  "client_credentials",
                  "client_id",
                  id,
                  "scope",
                  scope,
                  "resource",
                  server.resource()));
      parameters.put("client_secret", id.equals("secret") ? "s" : "");
      String form = HandMadeClient.form(parameters);
      if (method.equals("GET")) {
        client.get(client.url("/token") + (id.equals("-") ? "" : "?" + form));
      } else {
        client.tokenAs(contentType, form);
      }

      assertEquals(expected == null ? Set.of() : Set.of(expected), findings(server));
    }
  }

  /** What names the grant is missing, and all else is there. */
  @Test
  void aTokenRequestNamesItsGrant() throws Exception {
    ProtectedResource resource =
        ProtectedResource.create().client("me", "", HandMadeClient.REDIRECT);
    try (McpEchoServer server = McpEchoServer.builder().with(resource).start()) {
      var client = new HandMadeClient(server);
      client.token("");
      assertEquals(Set.of(), findings(server));
      client.exchange("me", "code", "grant_type", "");
      assertEquals(Set.of("OAUTH_PARAMETER_MISSING"), findings(server));
    }
  }

  /** An assertion is for the server to check, which names the client itself. */
  @ParameterizedTest
  @CsvSource({"client_assertion, no-jwt,", "client_assertion, '', OAUTH_PARAMETER_MISSING"})
  void whoAuthenticatesNeedNotSayWhoItIs(String name, String value, String expected)
      throws Exception {
    ProtectedResource resource =
        ProtectedResource.create().client("me", "", HandMadeClient.REDIRECT);
    try (McpEchoServer server = McpEchoServer.builder().with(resource).start()) {
      new HandMadeClient(server).exchange("", "code", name, value);
      assertEquals(
          expected != null, findings(server).contains("OAUTH_PARAMETER_MISSING"), expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-                           | -                         |",
        "https://login.example.com   | -                         | OAUTH_TOKEN_FOREIGN",
        "-                           | https://other.example/mcp | OAUTH_TOKEN_FOREIGN",
      })
  void aTokenIsOfThisServer(String issuer, String audience, String expected) throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      TestToken token = TestTokens.jwt(Clock.systemUTC()).acceptedBy(server).scopes("mcp:read");
      token = issuer.equals("-") ? token : token.issuer(issuer);
      token = audience.equals("-") ? token : token.audience(audience);
      new HandMadeClient(server).callWith(token.compact());

      assertEquals(expected == null ? Set.of() : Set.of(expected), findings(server));
    }
  }

  @ParameterizedTest
  @CsvSource({"iss, no iss", "aud, no aud"})
  void aTokenThatNamesNobodyIsForeign(String claim, String expected) throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      TestToken token = TestTokens.jwt(Clock.systemUTC()).acceptedBy(server).withoutClaim(claim);
      new HandMadeClient(server).callWith(token.compact());

      assertEquals(
          List.of(expected),
          server.calls().get(0).findings().stream()
              .filter(finding -> finding.id().equals("OAUTH_TOKEN_FOREIGN"))
              .map(Finding::evidence)
              .toList());
    }
  }

  /** Without an authorization between them the second one is refused again. */
  @ParameterizedTest
  @CsvSource({"true,", "false, CLIENT_RETRY_UNCHANGED"})
  void whoTriedToAuthorizeBeginsAnew(boolean authorizes, String expected) throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("access-denied")).start()) {
      SoundClient client = client(server, ProtocolVersion.V2026_07_28);
      if (authorizes) {
        play(server, client);
        play(server, client(server, ProtocolVersion.V2026_07_28));
      } else {
        client.callWithoutToken();
        for (String path :
            List.of("/.well-known/oauth-protected-resource/mcp", "/health", "/favicon.ico")) {
          new HandMadeClient(server).get(server.uri().resolve(path).toString());
        }
        client(server, ProtocolVersion.V2026_07_28).callWithoutToken();
      }

      assertEquals(
          expected == null ? List.of() : List.of(expected),
          server.calls().stream()
              .flatMap(call -> call.findings().stream())
              .map(Finding::id)
              .toList());
    }
  }

  /** Where no rule is about the server that gave it, it is one that this server does not know. */
  @ParameterizedTest
  @CsvSource({
    "V2025_11_25, OAUTH_CLIENT_UNKNOWN",
    "V2025_06_18, OAUTH_CLIENT_UNKNOWN",
    "V2026_07_28, OAUTH_CLIENT_OF_ANOTHER_SERVER"
  })
  void aClientIsNotKnownToEveryServer(ProtocolVersion revision, String expected) throws Exception {
    String variations = "migrating no-client-id-metadata-document";
    try (McpEchoServer server = McpEchoServer.builder().with(resource(variations)).start()) {
      play(server, client(server, revision, Mistake.KEEPS_CLIENT));

      assertEquals(Set.of(expected), findings(server));
    }
  }

  @Test
  void evidenceHidesWhatIsSecret() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(resource("")).start()) {
      var client = new HandMadeClient(server);
      client.authorize("public", "resource", "https://user:hunter2secret@other.example/mcp");

      String evidence =
          server.calls().get(0).findings().stream()
              .filter(finding -> finding.id().equals("OAUTH_RESOURCE_OTHER"))
              .findFirst()
              .orElseThrow()
              .evidence();
      assertTrue(evidence.contains("other.example"), evidence);
      assertTrue(!evidence.contains("hunter2secret"), evidence);
    }
  }
}
