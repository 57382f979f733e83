package io.github.mcpecho.testing.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestTokensTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final URI ENDPOINT = URI.create("http://127.0.0.1:8000/mcp");
  private static final String DECODE =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"bearerDecode","arguments":
       {"expectedIssuer":"https://issuer.example","expectedAudience":"https://mcp.example/mcp"}}}""";

  private static TestToken jwt() {
    return TestTokens.jwt(CLOCK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "RS256", "PS256"})
  void anotherLibraryVerifiesItWithThePublishedKey(String algorithm) throws Exception {
    SignedJWT token = SignedJWT.parse(jwt().algorithm(algorithm).compact());

    assertEquals(JWSAlgorithm.parse(algorithm), token.getHeader().getAlgorithm());
    assertEquals("at+jwt", token.getHeader().getType().toString());
    assertTrue(verifies(token));
    assertFalse(verifies(SignedJWT.parse(jwt().algorithm(algorithm).wrongSignature().compact())));
  }

  private static boolean verifies(SignedJWT token) throws Exception {
    JWK key = JWKSet.parse(TestTokens.jwks()).getKeyByKeyId(token.getHeader().getKeyID());
    assertFalse(key.isPrivate());
    JWSVerifier verifier =
        key instanceof ECKey ec ? new ECDSAVerifier(ec) : new RSASSAVerifier(key.toRSAKey());
    return token.verify(verifier);
  }

  @Test
  void aFixedClockMakesTheClaimsFixed() throws Exception {
    JWTClaimsSet claims = SignedJWT.parse(jwt().compact()).getJWTClaimsSet();

    assertEquals(
        """
        {"iss":"https://issuer.example","sub":"test-user","aud":"https://mcp.example/mcp",\
        "client_id":"test-client","iat":1795521600,"exp":1795521900,"jti":"test-token"}""",
        SignedJWT.parse(jwt().compact()).getPayload().toString());
    assertEquals(Date.from(NOW.plusSeconds(300)), claims.getExpirationTime());
    assertEquals(jwt().algorithm("RS256").compact(), jwt().algorithm("RS256").compact());
  }

  @Test
  void everyClaimCanBeSet() throws Exception {
    JWTClaimsSet claims =
        claims(
            jwt()
                .issuer("https://i.example")
                .subject("s")
                .audience("a", "b")
                .scopes("x", "y")
                .notBefore(Duration.ofSeconds(10))
                .issued(Duration.ofSeconds(20))
                .lifetime(Duration.ofSeconds(60))
                .claim("tenant", "t")
                .withoutClaim("jti")
                .boundTo("thumb"));

    assertEquals("https://i.example", claims.getIssuer());
    assertEquals("s", claims.getSubject());
    assertEquals(List.of("a", "b"), claims.getAudience());
    assertEquals("x y", claims.getStringClaim("scope"));
    assertEquals(Date.from(NOW.plusSeconds(10)), claims.getNotBeforeTime());
    assertEquals(Date.from(NOW.minusSeconds(20)), claims.getIssueTime());
    assertEquals(Date.from(NOW.plusSeconds(40)), claims.getExpirationTime());
    assertEquals("t", claims.getStringClaim("tenant"));
    assertEquals(null, claims.getJWTID());
    assertEquals("thumb", claims.getJSONObjectClaim("cnf").get("jkt"));
  }

  private static JWTClaimsSet claims(TestToken token) throws Exception {
    return SignedJWT.parse(token.compact()).getJWTClaimsSet();
  }

  @Test
  void theFormsThatAreNotSignedAreWhatTheyAreCalled() throws Exception {
    assertEquals(
        "test-user",
        PlainJWT.parse(jwt().algorithm("none").compact()).getJWTClaimsSet().getSubject());
    assertEquals(5, jwt().encrypted().compact().split("\\.").length);
    assertEquals(
        "A256GCM",
        EncryptedJWT.parse(jwt().encrypted().compact())
            .getHeader()
            .getEncryptionMethod()
            .getName());
    assertFalse(jwt().opaque().compact().contains("."));
    assertThrows(IllegalArgumentException.class, () -> jwt().algorithm("ES384"));
  }

  @Test
  void theOriginalStaysAsItWas() throws Exception {
    TestToken original = jwt();
    String before = SignedJWT.parse(original.compact()).getPayload().toString();

    original.scopes("x").expired(Duration.ofDays(1)).with(TokenFlaw.NO_AUDIENCE);
    original.keyId("other");

    SignedJWT after = SignedJWT.parse(original.compact());
    assertEquals(before, after.getPayload().toString());
    assertEquals("test-only-ec", after.getHeader().getKeyID());
  }

  @Test
  void everyFlawHasAName() {
    for (String name : TokenFlaw.names()) {
      assertEquals(name, TokenFlaw.named(name).toString());
      assertNotEquals(
          jwt().scopes("x").algorithm("RS256").compact(),
          jwt().scopes("x").algorithm("RS256").with(TokenFlaw.named(name)).compact());
    }
    assertThrows(IllegalArgumentException.class, () -> TokenFlaw.named("EXPIRED"));
  }

  /** Judged by the tool bearerDecode, which knows the keys from a file. */
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "expired, TOKEN_EXPIRED",
    "not-yet-valid, TOKEN_NOT_YET_VALID",
    "issued-in-future, TOKEN_ISSUED_IN_FUTURE",
    "wrong-issuer, AUTH_ISSUER_MISMATCH",
    "wrong-audience, AUTH_AUDIENCE_MISMATCH",
    "no-audience, TOKEN_AUDIENCE_MISSING",
    "wrong-typ, TOKEN_TYPE_WRONG",
    "alg-none, TOKEN_ALG_NONE",
    "hs256-public-key, TOKEN_ALG_SYMMETRIC",
    "kid-missing, TOKEN_KEY_ID_MISSING",
    "kid-unknown, TOKEN_KEY_NOT_TRUSTED",
    "wrong-signature, TOKEN_SIGNATURE_INVALID",
  })
  void theDecoderFindsEachFlaw(String flaw, String finding, @TempDir Path directory)
      throws Exception {
    TestToken token = flaw.isEmpty() ? jwt() : jwt().with(TokenFlaw.named(flaw));

    JsonNode result = decode(token, directory);

    List<String> ids = findings(result);
    if (flaw.isEmpty()) {
      assertTrue(result.path("structuredContent").path("verified").asBoolean(), result.toString());
      assertFalse(ids.stream().anyMatch(id -> id.startsWith("TOKEN_")), ids.toString());
    } else {
      assertTrue(ids.contains(finding), ids.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"encrypted, TOKEN_ENCRYPTED", "opaque, TOKEN_OPAQUE"})
  void theDecoderSaysOfWhichThereIsNothingToRead(
      String flaw, String finding, @TempDir Path directory) throws Exception {
    String text = decode(jwt().with(TokenFlaw.named(flaw)), directory).toString();

    assertTrue(text.contains(finding), text);
  }

  private static JsonNode decode(TestToken token, Path directory) throws Exception {
    Path keys = Files.writeString(directory.resolve("jwks.json"), TestTokens.jwks());
    try (EchoHttpServer server =
        start(McpEcho.builder().clock(CLOCK).with(EchoSettings.JWKS_FILE, keys))) {
      String answer =
          new Client(server.uri())
              .postMcp(DECODE, "Authorization", "Bearer " + token.compact())
              .body();
      return JSON.parse(answer).path("result");
    }
  }

  private static EchoHttpServer start(McpEcho.Builder echo) {
    return EchoHttpServer.start(ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0), echo.build());
  }

  static Stream<Arguments> proofs() {
    return Stream.of(
        proof("", proof -> proof),
        proof("DPOP_METHOD", proof -> proof.method("GET")),
        proof("DPOP_TOKEN_HASH", proof -> proof.accessToken("another")),
        proof("DPOP_TIME", proof -> proof.issued(Duration.ofMinutes(6))),
        proof("DPOP_ID_MISSING", proof -> proof.withoutClaim("jti")),
        proof("DPOP_TYPE", proof -> proof.header("typ", TextNode.valueOf("JWT"))),
        proof("DPOP_KEY_MISMATCH", TestProof::byAnotherKey),
        proof("DPOP_KEY_PRIVATE", TestProof::withPrivateKey),
        proof("DPOP_SIGNATURE_INVALID", TestProof::wrongSignature));
  }

  private static Arguments proof(String finding, UnaryOperator<TestProof> change) {
    return Arguments.of(finding, change);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("proofs")
  void theDecoderFindsWhatIsWrongWithAProof(String finding, UnaryOperator<TestProof> change)
      throws Exception {
    try (EchoHttpServer server = start(McpEcho.builder().clock(CLOCK))) {
      String token = jwt().bound().compact();
      TestProof proof = TestTokens.proof(server.uri(), CLOCK).accessToken(token);

      String answer =
          new Client(server.uri())
              .postMcp(
                  DECODE, "Authorization", "DPoP " + token, "DPoP", change.apply(proof).compact())
              .body();

      assertEquals(
          finding.isEmpty() ? List.of() : List.of(finding),
          findings(JSON.parse(answer).path("result")).stream()
              .filter(id -> id.startsWith("DPOP_"))
              .toList());
    }
  }

  private static List<String> findings(JsonNode result) {
    var ids = new ArrayList<String>();
    result
        .path("structuredContent")
        .path("findings")
        .forEach(finding -> ids.add(finding.path("id").asText()));
    return ids;
  }

  @Test
  void aProofIsMadeAsRfc9449HasIt() throws Exception {
    String token = jwt().bound().compact();
    TestProof made = TestTokens.proof(ENDPOINT, CLOCK).accessToken(token).nonce("n");

    SignedJWT proof = SignedJWT.parse(made.compact());

    assertEquals("dpop+jwt", proof.getHeader().getType().toString());
    assertTrue(proof.verify(new ECDSAVerifier(proof.getHeader().getJWK().toECKey())));
    assertEquals(
        TestTokens.proofThumbprint(), proof.getHeader().getJWK().computeThumbprint().toString());
    JWTClaimsSet claims = proof.getJWTClaimsSet();
    assertEquals("POST", claims.getStringClaim("htm"));
    assertEquals(ENDPOINT.toString(), claims.getStringClaim("htu"));
    assertEquals("n", claims.getStringClaim("nonce"));
    assertEquals(Date.from(NOW), claims.getIssueTime());
    assertNotEquals(
        claims.getJWTID(), SignedJWT.parse(made.compact()).getJWTClaimsSet().getJWTID());
    assertEquals("same", SignedJWT.parse(made.id("same").compact()).getJWTClaimsSet().getJWTID());
  }
}
