package io.github.mcpecho.testing.oauth;

import static io.github.mcpecho.testing.CallMatcher.anyPost;
import static io.github.mcpecho.testing.oauth.HandMadeClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.testing.CallMatcher;
import io.github.mcpecho.testing.Count;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import io.github.mcpecho.testing.Setup;
import io.github.mcpecho.testing.Tasks;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProtectedResourceTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private static McpEchoServer start(ProtectedResource resource) {
    return McpEchoServer.builder().clock(NOON).with(resource).start();
  }

  private static TestToken jwt(McpEchoServer server) {
    return TestTokens.jwt(NOON).acceptedBy(server);
  }

  private static String challenge(HttpResponse<String> response, String parameter) {
    Matcher parameters =
        PARAMETER.matcher(response.headers().firstValue("WWW-Authenticate").orElse(""));
    while (parameters.find()) {
      if (parameters.group(1).equals(parameter)) {
        return parameters.group(2);
      }
    }
    return "";
  }

  /** The whole way of a client that knows nothing but the URL of the endpoint. */
  @Test
  void aClientFindsItsWayFromTheChallengeToTheAnswer() throws Exception {
    try (McpEchoServer server = start(ProtectedResource.create().requiring("mcp:read"))) {
      var client = new HandMadeClient(server);

      HttpResponse<String> refused = client.call();
      assertEquals(401, refused.statusCode());
      assertEquals("mcp:read", challenge(refused, "scope"));
      assertEquals("", challenge(refused, "error"));

      JsonNode resource = json(client.get(challenge(refused, "resource_metadata")));
      assertEquals(server.resource(), resource.path("resource").asText());
      assertEquals("[\"mcp:read\"]", resource.path("scopes_supported").toString());

      String issuer = resource.path("authorization_servers").path(0).asText();
      JsonNode as = json(client.get(issuer + "/.well-known/oauth-authorization-server"));
      assertEquals(issuer, as.path("issuer").asText());
      assertEquals(client.url("/register"), as.path("registration_endpoint").asText());
      assertEquals("[\"S256\"]", as.path("code_challenge_methods_supported").toString());
      assertEquals(as, json(client.get(issuer + "/.well-known/openid-configuration")));
      assertEquals(2, json(client.get(as.path("jwks_uri").asText())).path("keys").size());

      String id = client.registered();
      HttpResponse<String> approved = client.authorize(id, "scope", "mcp:read");
      assertEquals(302, approved.statusCode());
      Map<String, String> redirect = HandMadeClient.redirect(approved);
      assertEquals(List.of("code", "state", "iss"), List.copyOf(redirect.keySet()));
      assertEquals("a state & more", redirect.get("state"));
      assertEquals(issuer, redirect.get("iss"));

      HttpResponse<String> exchanged = client.exchange(id, redirect.get("code"));
      assertEquals("no-store", exchanged.headers().firstValue("Cache-Control").orElse(""));
      JsonNode tokens = json(exchanged);
      assertEquals("Bearer", tokens.path("token_type").asText());
      assertEquals(300, tokens.path("expires_in").asInt());
      assertEquals("mcp:read", tokens.path("scope").asText());

      HttpResponse<String> answer = client.callWith(tokens.path("access_token").asText());
      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().contains("\"hi\""));

      JsonNode refreshed = json(client.refresh(id, tokens.path("refresh_token").asText()));
      assertEquals(200, client.callWith(refreshed.path("access_token").asText()).statusCode());
      assertEquals(
          List.of(server.resource()),
          OAuthParameters.of(server.takeCall(anyPost().to("/token"))).all("resource"));
    }
  }

  static Stream<Arguments> tokens() {
    return Stream.of(
        token("as it should be", token -> token, 200, ""),
        token("signed with RSA", token -> token.algorithm("RS256"), 200, ""),
        token("signed with RSA-PSS", token -> token.algorithm("PS256"), 200, ""),
        token("with a scope twice", token -> token.scopes("mcp:read", "mcp:read"), 200, ""),
        token("without kid", token -> token.with(TokenFlaw.KID_MISSING), 200, ""),
        token("typ JWT", token -> token.type("JWT"), 200, ""),
        token("expires now", token -> token.lifetime(Duration.ZERO), 401, "The token expired"),
        token("expired", token -> token.with(TokenFlaw.EXPIRED), 401, "The token expired"),
        token("without exp", token -> token.withoutClaim("exp"), 401, "The token expired"),
        token(
            "not yet",
            token -> token.with(TokenFlaw.NOT_YET_VALID),
            401,
            "The token is not valid yet"),
        token(
            "of the future",
            token -> token.with(TokenFlaw.ISSUED_IN_FUTURE),
            401,
            "The token is not valid yet"),
        token(
            "by another",
            token -> token.with(TokenFlaw.WRONG_ISSUER),
            401,
            "The token has another issuer"),
        token(
            "for another",
            token -> token.with(TokenFlaw.WRONG_AUDIENCE),
            401,
            "The token is for another audience"),
        token(
            "for nobody",
            token -> token.with(TokenFlaw.NO_AUDIENCE),
            401,
            "The token is for another audience"),
        token(
            "no access token",
            token -> token.with(TokenFlaw.WRONG_TYP),
            401,
            "The token is no access token"),
        token(
            "not signed",
            token -> token.with(TokenFlaw.ALG_NONE),
            401,
            "The token is no signed JWT"),
        token(
            "signed with the public key",
            token -> token.with(TokenFlaw.HS256_PUBLIC_KEY),
            401,
            "The signature of the token is not valid"),
        token(
            "unknown kid",
            token -> token.with(TokenFlaw.KID_UNKNOWN),
            401,
            "The signature of the token is not valid"),
        token(
            "wrong signature",
            token -> token.with(TokenFlaw.WRONG_SIGNATURE),
            401,
            "The signature of the token is not valid"),
        token(
            "critical header",
            token -> token.header("crit", IntNode.valueOf(1)),
            401,
            "The token is no signed JWT"),
        token(
            "encrypted",
            token -> token.with(TokenFlaw.ENCRYPTED),
            401,
            "The token is no signed JWT"),
        token("opaque", token -> token.with(TokenFlaw.OPAQUE), 401, "The token is no signed JWT"),
        token("bound to a key", TestToken::bound, 401, "The scheme has to be DPoP"),
        token("no scope", token -> token.with(TokenFlaw.NO_SCOPE), 403, "More scopes are needed"),
        token("other scope", token -> token.scopes("x"), 403, "More scopes are needed"));
  }

  private static Arguments token(
      String what, UnaryOperator<TestToken> change, int status, String description) {
    return Arguments.of(what, change, status, description);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tokens")
  void onlyATokenThatIsRightIsAccepted(
      String what, UnaryOperator<TestToken> change, int status, String description)
      throws Exception {
    try (McpEchoServer server = start(ProtectedResource.create().requiring("mcp:read"))) {
      var client = new HandMadeClient(server);
      TestToken token = change.apply(jwt(server).scopes("mcp:read", "more"));

      HttpResponse<String> response = client.callWith(token.compact());

      assertEquals(status, response.statusCode(), response.body());
      assertEquals(description, challenge(response, "error_description"));
      assertEquals(
          Map.of(200, "", 401, "invalid_token", 403, "insufficient_scope").get(status),
          challenge(response, "error"));
    }
  }

  @Test
  void aTokenMayBeForOthersToo() throws Exception {
    try (McpEchoServer server = start(ProtectedResource.create())) {
      String token = jwt(server).audience("https://a.example", server.resource()).compact();

      assertEquals(200, new HandMadeClient(server).callWith(token).statusCode());
    }
  }

  @Test
  void whatIsNoBearerTokenCountsAsNone() throws Exception {
    try (McpEchoServer server = start(ProtectedResource.create())) {
      var client = new HandMadeClient(server);
      String token = jwt(server).compact();

      List<HttpResponse<String>> refused =
          List.of(
              client.call("Authorization", "Basic dTpw"),
              client.call("Authorization", "Bearer"),
              client.call("Authorization", token),
              client.call("Authorization", "Bearer " + token, "Authorization", "Bearer x"));

      for (HttpResponse<String> response : refused) {
        assertEquals(401, response.statusCode());
        assertEquals("", challenge(response, "error"));
      }
      assertEquals(200, client.call("Authorization", "bearer  " + token).statusCode());
    }
  }

  @Test
  void aToolMayNeedMore() throws Exception {
    ProtectedResource resource =
        ProtectedResource.create()
            .requiring("mcp:read")
            .requiringFor("echo", "mcp:write", "mcp:echo")
            .requiringFor("whoIStheGOAT", "mcp:goat");
    try (McpEchoServer server = start(resource)) {
      var client = new HandMadeClient(server);
      String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
      String reader = "Bearer " + jwt(server).scopes("mcp:read").compact();

      assertEquals(200, client.post(list, "Authorization", reader).statusCode());
      HttpResponse<String> refused = client.call("Authorization", reader);
      assertEquals(403, refused.statusCode());
      assertEquals("mcp:read mcp:write mcp:echo", challenge(refused, "scope"));
      assertEquals(
          200,
          client
              .callWith(jwt(server).scopes("mcp:read", "mcp:write", "mcp:echo").compact())
              .statusCode());
      JsonNode metadata = json(client.get(client.url("/.well-known/oauth-authorization-server")));
      assertEquals(4, metadata.path("scopes_supported").size());
    }
  }

  @Test
  void theRestOfTheServerIsOpen() throws Exception {
    ProtectedResource resource = ProtectedResource.create().openFor("initialize", "tools/list");
    try (McpEchoServer server = start(resource)) {
      var client = new HandMadeClient(server);

      assertEquals(200, client.get(client.url("/health")).statusCode());
      assertEquals(
          200,
          client.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}").statusCode());
      assertEquals(401, client.call().statusCode());
      assertEquals(401, client.get(server.resource()).statusCode());
      assertEquals(401, client.get(server.resource() + "/").statusCode());
    }
  }

  @Test
  void theChosenChallengeIsForEveryRefusal() throws Exception {
    try (McpEchoServer server =
        start(
            ProtectedResource.create()
                .requiring("mcp:read")
                .challenging(Challenges.rootOnlyPrm()))) {
      var client = new HandMadeClient(server);

      for (HttpResponse<String> refused :
          List.of(client.call(), client.callWith("x"), client.callWith(jwt(server).compact()))) {
        assertEquals("", challenge(refused, "resource_metadata"));
        assertEquals("mcp:read", challenge(refused, "scope"));
      }
      String origin = client.url("/").replaceFirst("/$", "");
      assertEquals(
          origin,
          json(client.get(client.url("/.well-known/oauth-protected-resource")))
              .path("resource")
              .asText());
      String token = jwt(server).audience(origin).scopes("mcp:read").compact();
      assertEquals(200, client.callWith(token).statusCode());
    }
  }

  @Test
  void theOriginIsNoAudienceWhereItIsNotPublished() throws Exception {
    try (McpEchoServer server = start(ProtectedResource.create())) {
      var client = new HandMadeClient(server);
      String origin = client.url("/").replaceFirst("/$", "");

      assertEquals(401, client.callWith(jwt(server).audience(origin).compact()).statusCode());
    }
  }

  @Test
  void aRuleGoesBeforeTheProtection() throws Exception {
    try (McpEchoServer server = start(ProtectedResource.create())) {
      var client = new HandMadeClient(server);
      server.on(CallMatcher.call("echo")).times(1).then(Challenges.invalidToken("Gone"));

      String token = jwt(server).compact();
      assertEquals("Gone", challenge(client.callWith(token), "error_description"));
      assertEquals(200, client.callWith(token).statusCode());
      server.reset();
      assertEquals(401, client.call().statusCode());
      server.verify(Count.exactly(1), CallMatcher.call("echo"));
    }
  }

  @Test
  void aTokenThatIsBoundNeedsAProofEachTime() throws Exception {
    try (McpEchoServer server = start(ProtectedResource.create())) {
      var client = new HandMadeClient(server);
      String token = jwt(server).bound().compact();
      TestProof proof = TestTokens.proof(server.uri(), NOON).accessToken(token);

      assertEquals(200, client.call(dpop(token, proof)).statusCode());
      String replayed = proof.compact();
      assertEquals(
          200, client.call("Authorization", "DPoP " + token, "DPoP", replayed).statusCode());
      HttpResponse<String> again = client.call("Authorization", "DPoP " + token, "DPoP", replayed);
      assertEquals(401, again.statusCode());
      assertEquals("The proof was used before", challenge(again, "error_description"));
    }
  }

  static Stream<Arguments> proofs() {
    return Stream.of(
        proof("typ of the proof is not dpop+jwt", p -> p.header("typ", text("JWT"))),
        proof("alg of the proof is not supported", p -> p.header("alg", text("HS256"))),
        proof("The proof gives its private key away", TestProof::withPrivateKey),
        proof("The DPoP proof cannot be read", p -> p.header("jwk", text("key"))),
        proof("The signature of the proof is not valid", TestProof::wrongSignature),
        proof("The token is not bound to the key of the proof", TestProof::byAnotherKey),
        proof("htm is another method", p -> p.method("GET")),
        proof("htu is another URL", p -> p.claim("htu", text("http://127.0.0.1/mcp"))),
        proof(
            "iat is not within five minutes of the server's time",
            p -> p.issued(Duration.ofSeconds(301))),
        proof(
            "iat is not within five minutes of the server's time",
            p -> p.issued(Duration.ofSeconds(-301))),
        proof("iat is not within five minutes of the server's time", p -> p.withoutClaim("iat")),
        proof("ath is not the hash of the access token", p -> p.accessToken("another")),
        proof("ath is not the hash of the access token", p -> p.withoutClaim("ath")),
        proof("The proof has no jti", p -> p.withoutClaim("jti")));
  }

  private static Arguments proof(String description, UnaryOperator<TestProof> change) {
    return Arguments.of(description, change);
  }

  private static JsonNode text(String value) {
    return TextNode.valueOf(value);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proofs")
  void aProofThatIsWrongIsRefused(String description, UnaryOperator<TestProof> change)
      throws Exception {
    try (McpEchoServer server = start(ProtectedResource.create())) {
      var client = new HandMadeClient(server);
      String token = jwt(server).bound().compact();
      TestProof proof = TestTokens.proof(server.uri(), NOON).accessToken(token);

      HttpResponse<String> response = client.call(dpop(token, change.apply(proof)));

      assertEquals(401, response.statusCode());
      assertEquals(description, challenge(response, "error_description"));
    }
  }

  private static String[] dpop(String token, TestProof proof) {
    return new String[] {"Authorization", "DPoP " + token, "DPoP", proof.compact()};
  }

  @Test
  void proofsAreMissingOrMany() throws Exception {
    try (McpEchoServer server = start(ProtectedResource.create().with(Variation.DPOP_REQUIRED))) {
      var client = new HandMadeClient(server);
      String token = jwt(server).bound().compact();
      TestProof proof = TestTokens.proof(server.uri(), NOON).accessToken(token);

      HttpResponse<String> none = client.call();
      assertTrue(none.headers().firstValue("WWW-Authenticate").orElse("").startsWith("DPoP "));
      assertEquals("ES256 RS256 PS256", challenge(none, "algs"));
      HttpResponse<String> missing = client.call("Authorization", "DPoP " + token);
      assertEquals("There is no DPoP proof", challenge(missing, "error_description"));
      HttpResponse<String> many =
          client.call(
              "Authorization", "DPoP " + token, "DPoP", proof.compact(), "DPoP", proof.compact());
      assertEquals("Several DPoP proofs", challenge(many, "error_description"));
      HttpResponse<String> unbound = client.call(dpop(jwt(server).compact(), proof));
      assertEquals(401, unbound.statusCode());
      assertFalse(challenge(unbound, "error").isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo | ''   | ",
        "ecko | ''   | There is no tool ecko (did you mean echo?); customName lets a rule have it",
        "Echo | ''   | There is no tool Echo (did you mean echo?); customName lets a rule have it",
        "own  | ''   | There is no tool own; customName lets a rule have it",
        "own  | own  | ",
        "own  | else | There is no tool own; customName lets a rule have it",
      })
  void whatIsSaidOfAToolIsSaidOfOneThatThereIs(String tool, String custom, String refusal) {
    for (Setup setup :
        List.of(
            ProtectedResource.create().requiringFor(tool, "a"),
            Tasks.create().requiring(tool),
            Tasks.create().forbidding(tool))) {
      McpEchoServerBuilder builder = McpEchoServer.builder().with(setup);
      if (!custom.isEmpty()) {
        builder.customName(custom);
      }
      if (refusal == null) {
        builder.start().close();
      } else {
        assertEquals(
            refusal, assertThrows(IllegalArgumentException.class, builder::start).getMessage());
      }
    }
  }
}
