package io.github.mcpecho.testing.oauth;

import static io.github.mcpecho.testing.oauth.HandMadeClient.json;
import static io.github.mcpecho.testing.oauth.HandMadeClient.redirect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.testing.McpEchoServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The stub, wrongly used and as it deviates. */
class AuthorizationServerTest {
  private static final String AS_METADATA = "/.well-known/oauth-authorization-server";
  private static final String OPENID = "/.well-known/openid-configuration";

  private final SetClock clock = new SetClock();

  @AutoClose
  private final McpEchoServer server =
      start(
          ProtectedResource.create()
              .client("known", "its-secret", HandMadeClient.REDIRECT)
              .client("public", "", HandMadeClient.REDIRECT)
              .client("anywhere", ""));

  private final HandMadeClient client = new HandMadeClient(server);

  private McpEchoServer start(ProtectedResource resource) {
    return McpEchoServer.builder().clock(clock).with(resource).start();
  }

  private McpEchoServer start(Variation variation) {
    return start(
        ProtectedResource.create().client("public", "", HandMadeClient.REDIRECT).with(variation));
  }

  private static String error(HttpResponse<String> response) {
    return response.statusCode() + " " + json(response).path("error").asText();
  }

  @ParameterizedTest
  @CsvSource({
    "response_type, '', invalid_request, There is no response_type",
    "response_type, token, unsupported_response_type, response_type has to be code",
    "code_challenge, '', invalid_request, There is no code_challenge",
    "code_challenge, short, invalid_request, code_challenge is no SHA-256 in base64url",
    "code_challenge_method, '', invalid_request, code_challenge_method has to be S256",
    "code_challenge_method, plain, invalid_request, code_challenge_method has to be S256",
    "resource, '', invalid_target, There is no resource",
    "resource, https://other.example/mcp, invalid_target, resource is not this MCP endpoint",
    "scope, 'a \"b\"', invalid_scope, A scope has a character that RFC 6749 does not allow",
  })
  void anAuthorizationRequestThatIsWrongIsSentBack(
      String parameter, String value, String error, String description) throws Exception {
    HttpResponse<String> response = client.authorize("public", parameter, value);

    assertEquals(302, response.statusCode());
    Map<String, String> parameters = redirect(response);
    assertEquals(error, parameters.get("error"));
    assertEquals(description, parameters.get("error_description"));
    assertEquals("a state & more", parameters.get("state"));
    assertTrue(parameters.containsKey("iss"));
    assertFalse(parameters.containsKey("code"));
  }

  @ParameterizedTest
  @CsvSource({
    "client_id, nobody",
    "client_id, ''",
    "redirect_uri, http://127.0.0.1:7/elsewhere",
    "redirect_uri, https://elsewhere.example/",
  })
  void nobodyIsSentToWhereNobodyKnows(String parameter, String value) throws Exception {
    assertEquals("400 invalid_request", error(client.authorize("public", parameter, value)));
  }

  @Test
  void aClientWithoutUrisIsSentBackToLoopbackOnly() throws Exception {
    assertEquals(302, client.authorize("anywhere").statusCode());
    assertEquals(
        302, client.authorize("anywhere", "redirect_uri", "http://localhost:9/x?y=z").statusCode());
    for (String elsewhere :
        List.of("http://elsewhere.example/", "https://localhost.example/", "http://[::2]/", "x")) {
      assertEquals(
          400, client.authorize("anywhere", "redirect_uri", elsewhere).statusCode(), elsewhere);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type, '', 400 invalid_request",
    "grant_type, password, 400 unsupported_grant_type",
    "client_id, '', 400 invalid_request",
    "client_id, nobody, 401 invalid_client",
    "client_id, anywhere, 400 invalid_grant",
    "client_id, known, 401 invalid_client",
    "client_secret, x, 401 invalid_client",
    "code, '', 400 invalid_request",
    "code, code-1, 400 invalid_grant",
    "redirect_uri, http://127.0.0.1:7/elsewhere, 400 invalid_grant",
    "code_verifier, '', 400 invalid_request",
    "code_verifier, another-verifier, 400 invalid_grant",
    "resource, '', 400 invalid_target",
    "resource, https://other.example/mcp, 400 invalid_target",
  })
  void aTokenRequestThatIsWrongGetsNone(String parameter, String value, String expected)
      throws Exception {
    String code = client.code("public");

    assertEquals(expected, error(client.exchange("public", code, parameter, value)));
  }

  @Test
  void aCodeWorksOnceAndTenMinutes() throws Exception {
    String code = client.code("public");
    assertEquals(200, client.exchange("public", code).statusCode());
    assertEquals("400 invalid_grant", error(client.exchange("public", code)));

    String stale = client.code("public");
    clock.now = clock.now.plus(Duration.ofMinutes(10));
    assertEquals("400 invalid_grant", error(client.exchange("public", stale)));
  }

  @Test
  void aRefreshTokenWorksOnceAndForFewerScopes() throws Exception {
    JsonNode tokens = json(client.exchange("public", client.code("public", "scope", "a b")));
    String refreshToken = tokens.path("refresh_token").asText();

    assertEquals(
        "400 invalid_scope", error(client.refresh("public", refreshToken, "scope", "a c")));
    JsonNode again = json(client.exchange("public", client.code("public", "scope", "a b")));
    JsonNode fewer =
        json(client.refresh("public", again.path("refresh_token").asText(), "scope", "a"));
    assertEquals("a", fewer.path("scope").asText());
    assertEquals(
        "400 invalid_grant", error(client.refresh("public", again.path("refresh_token").asText())));
    assertEquals(
        "400 invalid_grant",
        error(client.refresh("anywhere", fewer.path("refresh_token").asText())));
  }

  @Test
  void aClientWithASecretShowsItEitherWayAndNotBoth() throws Exception {
    String form = "grant_type=client_credentials&scope=a&resource=" + client.url("/mcp");

    JsonNode byHeader = json(client.token(form, "Authorization", basic("known:its-secret")));
    assertEquals("a", byHeader.path("scope").asText());
    assertFalse(byHeader.has("refresh_token"));
    assertEquals(200, client.callWith(byHeader.path("access_token").asText()).statusCode());
    assertEquals(
        200, client.token(form + "&client_id=known&client_secret=its-secret").statusCode());

    HttpResponse<String> wrong = client.token(form, "Authorization", basic("known:guess"));
    assertEquals("401 invalid_client", error(wrong));
    assertEquals("Basic realm=\"mcp\"", wrong.headers().firstValue("WWW-Authenticate").get());
    assertEquals(
        "400 invalid_request",
        error(
            client.token(
                form + "&client_secret=its-secret", "Authorization", basic("known:its-secret"))));
    for (String other : List.of("Basic", "Basic %%%", "Bearer x", basic("known"))) {
      assertEquals("401 invalid_client", error(client.token(form, "Authorization", other)));
    }
    assertEquals("400 unauthorized_client", error(client.token(form + "&client_id=public")));
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsNoFormOrNoGetIsRefused() throws Exception {
    assertEquals(
        "400 invalid_request", error(client.token("grant_type=a&grant_type=b&client_id=public")));
    assertEquals("400 invalid_request", error(client.token("grant_type=%zz")));
    assertEquals("400 invalid_request", error(client.token("{}", "Content-Type", "a/b")));
    assertEquals(405, client.get(client.url("/token")).statusCode());
    assertEquals(405, client.get(client.url("/register")).statusCode());
    assertEquals(413, client.token("x".repeat(16_385)).statusCode());
  }

  @Test
  void aRegistrationIsEchoedWithWhatWasAdded() throws Exception {
    HttpResponse<String> response =
        client.register(
            """
            {"client_name":"c","redirect_uris":["cursor://callback","http://localhost/x"]}""");

    assertEquals(201, response.statusCode());
    JsonNode registered = json(response);
    assertEquals("c", registered.path("client_name").asText());
    assertEquals("client_secret_basic", registered.path("token_endpoint_auth_method").asText());
    assertEquals("[\"authorization_code\"]", registered.path("grant_types").toString());
    assertTrue(registered.hasNonNull("client_secret"));
    assertEquals(0, registered.path("client_secret_expires_at").asInt(-1));
    assertEquals(clock.now.getEpochSecond(), registered.path("client_id_issued_at").asLong());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|invalid_redirect_uri",
        "{\"redirect_uris\":[]}|invalid_redirect_uri",
        "{\"redirect_uris\":[\"http://elsewhere.example/\"]}|invalid_redirect_uri",
        "{\"redirect_uris\":[\"/relative\"]}|invalid_redirect_uri",
        "{\"redirect_uris\":[\"https://a.example/#b\"]}|invalid_redirect_uri",
        "{\"redirect_uris\":[\"https://a b/\"]}|invalid_redirect_uri",
        "{\"redirect_uris\":\"https://a.example/\"}|invalid_client_metadata",
        "{\"redirect_uris\":[7]}|invalid_client_metadata",
        "{\"token_endpoint_auth_method\":\"private_key_jwt\"}|invalid_client_metadata",
        "[]|invalid_client_metadata",
        "{|invalid_client_metadata",
      })
  void aRegistrationThatIsWrongIsRefused(String metadata, String error) throws Exception {
    assertEquals("400 " + error, error(client.register(metadata)));
  }

  @Test
  void aPublicClientGetsNoSecretNotEvenItsOwn() throws Exception {
    JsonNode registered =
        json(
            client.register(
                """
                {"redirect_uris":["http://localhost/x"],"token_endpoint_auth_method":"none",
                 "client_secret":"mine","client_id":"mine"}"""));

    assertFalse(registered.has("client_secret"));
    assertTrue(registered.path("client_id").asText().startsWith("client-"));
  }

  @Test
  void aClientHasTheGrantsThatItRegisteredFor() throws Exception {
    String id =
        json(client.register(
                """
                {"redirect_uris":["%s"],"token_endpoint_auth_method":"none"}"""
                    .formatted(HandMadeClient.REDIRECT)))
            .path("client_id")
            .asText();

    assertFalse(json(client.exchange(id, client.code(id))).has("refresh_token"));
    assertEquals("400 unauthorized_client", error(client.refresh(id, "any")));
  }

  @Test
  void aResetForgetsClientsCodesAndTokens() throws Exception {
    String id = client.registered();
    String code = client.code("public");
    JsonNode tokens = json(client.exchange("public", client.code("public")));

    server.reset();

    assertEquals("400 invalid_request", error(client.authorize(id)));
    assertEquals("400 invalid_grant", error(client.exchange("public", code)));
    assertEquals(
        "400 invalid_grant",
        error(client.refresh("public", tokens.path("refresh_token").asText())));
  }

  @Test
  void theOldestOfAThousandIsForgotten() throws Exception {
    var bounded = new Bounded<Integer>();
    for (int i = 0; i <= Bounded.MAX; i++) {
      assertTrue(bounded.add("n" + i, i));
    }
    assertFalse(bounded.add("n1", 7));
    assertTrue(bounded.get("n0").isEmpty());
    assertEquals(1, bounded.take("n1").orElseThrow());
    assertTrue(bounded.take("n1").isEmpty());
  }

  @Test
  void redirectUrisOfKnownClientsAreChecked() {
    ProtectedResource resource = ProtectedResource.create();
    assertThrows(
        IllegalArgumentException.class,
        () -> resource.client("id", "", "https://a.example/\r\nX: y"));
  }

  /** What {@code iss} is, and whether the metadata promises one. */
  @ParameterizedTest
  @CsvSource({
    "iss-missing, true, ''",
    "iss-wrong, true, https://another-issuer.example",
    "iss-normalized, true, ORIGIN/",
    "iss-not-advertised, false, ''",
    "iss-unexpected, false, https://another-issuer.example",
    "no-registration, true, ORIGIN",
  })
  void theIssuerOfTheResponseVaries(String name, boolean promised, String expected)
      throws Exception {
    try (McpEchoServer varied = start(Variation.named(name))) {
      var other = new HandMadeClient(varied);

      assertEquals(
          promised,
          json(other.get(other.url(AS_METADATA)))
              .path("authorization_response_iss_parameter_supported")
              .asBoolean());
      assertEquals(
          expected.replace("ORIGIN", origin(other)),
          redirect(other.authorize("public")).getOrDefault("iss", ""));
    }
  }

  private static String origin(HandMadeClient client) {
    return client.url("/").replaceFirst("/$", "");
  }

  @Test
  void stateAndConsentVary() throws Exception {
    try (McpEchoServer varied = start(Variation.STATE_WRONG)) {
      assertEquals(
          "another-state", redirect(new HandMadeClient(varied).authorize("public")).get("state"));
    }
    try (McpEchoServer varied = start(Variation.ACCESS_DENIED)) {
      Map<String, String> denied = redirect(new HandMadeClient(varied).authorize("public"));
      assertEquals("access_denied", denied.get("error"));
      assertTrue(denied.containsKey("iss"));
    }
  }

  @Test
  void anIssuerWithAPathHasItsMetadataInThreePlaces() throws Exception {
    try (McpEchoServer varied = start(Variation.ISSUER_WITH_PATH)) {
      var other = new HandMadeClient(varied);
      String issuer = other.url("/tenant");

      assertEquals(
          issuer,
          json(other.get(other.url("/.well-known/oauth-protected-resource/mcp")))
              .path("authorization_servers")
              .path(0)
              .asText());
      for (String path : List.of(AS_METADATA + "/tenant", OPENID + "/tenant", "/tenant" + OPENID)) {
        assertEquals(issuer, json(other.get(other.url(path))).path("issuer").asText(), path);
      }
      assertEquals(404, other.get(other.url(AS_METADATA)).statusCode());
      JsonNode tokens = json(other.exchange("public", other.code("public")));
      assertEquals(200, other.callWith(tokens.path("access_token").asText()).statusCode());
    }
  }

  @Test
  void theMetadataVaries() throws Exception {
    assertEquals(
        "https://another-issuer.example",
        metadata(Variation.ISSUER_MISMATCH).path("issuer").asText());
    assertFalse(metadata(Variation.PKCE_NOT_ADVERTISED).has("code_challenge_methods_supported"));
    assertFalse(metadata(Variation.NO_REGISTRATION).has("registration_endpoint"));
    assertTrue(
        metadata(Variation.ISS_WRONG).path("client_id_metadata_document_supported").asBoolean());
    assertFalse(
        metadata(Variation.NO_CLIENT_ID_METADATA_DOCUMENT)
            .has("client_id_metadata_document_supported"));
    assertEquals(
        3, metadata(Variation.DPOP_NONCE).path("dpop_signing_alg_values_supported").size());
    try (McpEchoServer varied = start(Variation.OPENID_ONLY)) {
      var other = new HandMadeClient(varied);
      assertEquals(404, other.get(other.url(AS_METADATA)).statusCode());
      assertEquals(origin(other), json(other.get(other.url(OPENID))).path("issuer").asText());
    }
  }

  private JsonNode metadata(Variation variation) throws Exception {
    try (McpEchoServer varied = start(variation)) {
      var other = new HandMadeClient(varied);
      return json(other.get(other.url(AS_METADATA)));
    }
  }

  @Test
  void registrationIsMissingOrRefused() throws Exception {
    try (McpEchoServer varied = start(Variation.NO_REGISTRATION)) {
      assertEquals(404, new HandMadeClient(varied).register("{}").statusCode());
    }
    try (McpEchoServer varied = start(Variation.REGISTRATION_REJECTED)) {
      assertEquals("400 invalid_client_metadata", error(new HandMadeClient(varied).register("{}")));
    }
  }

  @Test
  void trial_t19_aUrlIsAClientUnlessThatIsNotSupported() throws Exception {
    String document = "https://client.example/metadata.json";
    JsonNode tokens = json(client.exchange(document, client.code(document)));
    assertEquals(200, client.callWith(tokens.path("access_token").asText()).statusCode());
    for (String wrong :
        List.of("https://client.example", "https://client.example/", "http://127.0.0.1/x")) {
      assertEquals("400 invalid_request", error(client.authorize(wrong)), wrong);
    }
    try (McpEchoServer varied = start(Variation.NO_CLIENT_ID_METADATA_DOCUMENT)) {
      assertEquals("400 invalid_request", error(new HandMadeClient(varied).authorize(document)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "client-forgotten, 401 invalid_client",
    "code-rejected, 400 invalid_grant",
  })
  void theTokenEndpointRefuses(String name, String expected) throws Exception {
    try (McpEchoServer varied = start(Variation.named(name))) {
      var other = new HandMadeClient(varied);
      assertEquals(expected, error(other.exchange("public", other.code("public"))));
    }
  }

  @Test
  void theTokenEndpointIsDown() throws Exception {
    try (McpEchoServer varied = start(Variation.TOKEN_ENDPOINT_DOWN)) {
      HttpResponse<String> down = new HandMadeClient(varied).exchange("public", "any");
      assertEquals(503, down.statusCode());
      assertTrue(down.body().startsWith("<!DOCTYPE html>"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "no-refresh-token, '', ''",
    "refresh-rejected, refresh-, 400 invalid_grant",
    "refresh-misreported, refresh-, 400 invalid_request",
  })
  void refreshingVaries(String name, String prefix, String expected) throws Exception {
    try (McpEchoServer varied = start(Variation.named(name))) {
      var other = new HandMadeClient(varied);
      JsonNode tokens = json(other.exchange("public", other.code("public")));
      String refreshToken = tokens.path("refresh_token").asText();

      assertEquals(prefix.isEmpty(), refreshToken.isEmpty());
      assertTrue(refreshToken.startsWith(prefix));
      if (!prefix.isEmpty()) {
        assertEquals(expected, error(other.refresh("public", refreshToken)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ALWAYS_401", "ALWAYS_403"})
  void noTokenIsEverGoodEnough(Variation variation) throws Exception {
    try (McpEchoServer varied = start(variation)) {
      var other = new HandMadeClient(varied);
      JsonNode tokens = json(other.exchange("public", other.code("public")));

      HttpResponse<String> refused = other.callWith(tokens.path("access_token").asText());

      assertEquals(variation == Variation.ALWAYS_401 ? 401 : 403, refused.statusCode());
      assertTrue(
          refused
              .headers()
              .firstValue("WWW-Authenticate")
              .orElseThrow()
              .contains(
                  variation == Variation.ALWAYS_401 ? "invalid_token" : "insufficient_scope"));
    }
  }

  @Test
  void tokensMayBeIssuedWithFlaws() throws Exception {
    try (McpEchoServer varied =
        start(
            ProtectedResource.create()
                .client("public", "", HandMadeClient.REDIRECT)
                .issuing(TokenFlaw.WRONG_AUDIENCE))) {
      var other = new HandMadeClient(varied);
      JsonNode tokens = json(other.exchange("public", other.code("public")));
      assertEquals(401, other.callWith(tokens.path("access_token").asText()).statusCode());
    }
  }

  @Test
  void anAccessTokenLivesAsLongAsItSays() throws Exception {
    try (McpEchoServer varied =
        start(
            ProtectedResource.create()
                .client("public", "", HandMadeClient.REDIRECT)
                .tokenLifetime(Duration.ofSeconds(2)))) {
      var other = new HandMadeClient(varied);
      JsonNode tokens = json(other.exchange("public", other.code("public")));
      String token = tokens.path("access_token").asText();

      assertEquals(2, tokens.path("expires_in").asInt());
      assertEquals(200, other.callWith(token).statusCode());
      clock.now = clock.now.plusSeconds(2);
      assertEquals(401, other.callWith(token).statusCode());
    }
  }

  @Test
  void withDpopEveryRequestHasAProofWithTheNonce() throws Exception {
    try (McpEchoServer varied = start(Variation.DPOP_NONCE)) {
      var other = new HandMadeClient(varied);
      TestProof proof = TestTokens.proof(URI.create(other.url("/token")), clock);
      String form =
          HandMadeClient.form(
              Map.of(
                  "grant_type",
                  "authorization_code",
                  "client_id",
                  "public",
                  "code",
                  other.code("public"),
                  "code_verifier",
                  HandMadeClient.VERIFIER,
                  "resource",
                  varied.resource()));

      assertEquals("400 invalid_dpop_proof", error(other.token(form)));
      HttpResponse<String> challenged = other.token(form, "DPoP", proof.compact());
      assertEquals("400 use_dpop_nonce", error(challenged));
      String nonce = challenged.headers().firstValue("DPoP-Nonce").orElseThrow();

      JsonNode tokens = json(other.token(form, "DPoP", proof.nonce(nonce).compact()));
      assertEquals("DPoP", tokens.path("token_type").asText());
      String token = tokens.path("access_token").asText();

      TestProof call = TestTokens.proof(varied.uri(), clock).accessToken(token);
      HttpResponse<String> again =
          other.call("Authorization", "DPoP " + token, "DPoP", call.compact());
      assertEquals(401, again.statusCode());
      String ofResource = again.headers().firstValue("DPoP-Nonce").orElseThrow();
      assertNotEquals(nonce, ofResource);
      assertEquals(
          200,
          other
              .call("Authorization", "DPoP " + token, "DPoP", call.nonce(ofResource).compact())
              .statusCode());
      assertEquals(401, other.callWith(token).statusCode());

      String refreshToken = tokens.path("refresh_token").asText();
      String refresh =
          "grant_type=refresh_token&client_id=public&refresh_token="
              + refreshToken
              + "&resource="
              + varied.resource();
      TestProof another = proof.byAnotherKey().nonce(nonce);
      assertEquals("400 invalid_grant", error(other.token(refresh, "DPoP", another.compact())));
    }
  }

  @Test
  void whoHasNoMetadataNeedNotNameTheResource() throws Exception {
    try (McpEchoServer varied =
        start(
            ProtectedResource.create()
                .client("public", "", HandMadeClient.REDIRECT)
                .challenging(Challenges.noPrm()))) {
      var other = new HandMadeClient(varied);
      String code = other.code("public", "resource", "");
      JsonNode tokens = json(other.exchange("public", code, "resource", ""));
      assertEquals(200, other.callWith(tokens.path("access_token").asText()).statusCode());
    }
  }

  @Test
  void everyVariationHasAName() {
    for (String name : Variation.names()) {
      assertEquals(name, Variation.named(name).toString());
    }
    assertThrows(IllegalArgumentException.class, () -> Variation.named("nonesuch"));
  }

  /** Stands still until it is set. */
  private static final class SetClock extends Clock {
    private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
