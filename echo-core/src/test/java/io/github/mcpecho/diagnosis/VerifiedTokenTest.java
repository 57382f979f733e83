package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.tokens.TrustedKeys;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens against keys that the operator configured. */
class VerifiedTokenTest {
  @TempDir Path directory;

  @Test
  void tokenOfAConfiguredRsaKeyIsVerified() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    ToolRun run = decode(signed(key), key.toPublicJWK());
    assertTrue(run.facts().path("verified").booleanValue());
    assertEquals("VERIFIED", run.facts().path("verification").asText());
    assertTrue(run.text().startsWith("🔍 JWT Token Analysis (Signature verified)\n"));
    assertTrue(
        run.text()
            .endsWith(
                """
                ⚠️ Security Notice:
                  The signature was verified with a key of the configured JWKS file.
                  Times, audience and scopes are judged above; nothing is enforced here.
                  Use only for debugging purposes."""),
        run.text());
  }

  @Test
  void tokenOfAConfiguredEllipticKeyIsVerified() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    var jws = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.ES256).build(), new Payload("{}"));
    jws.sign(new ECDSASigner(key));
    assertEquals("VERIFIED", verification(jws.serialize(), key.toPublicJWK()));
  }

  @ParameterizedTest
  @CsvSource({"Ed25519, EdDSA, 32", "Ed25519, Ed25519, 32", "Ed448, EdDSA, 57"})
  void tokenOfAConfiguredEdwardsKeyIsVerified(String curve, String algorithm, int length)
      throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(curve).generateKeyPair();
    byte[] spki = pair.getPublic().getEncoded();
    byte[] x = Arrays.copyOfRange(spki, spki.length - length, spki.length);
    JWK key = new OctetKeyPair.Builder(Curve.parse(curve), Base64URL.encode(x)).build();
    String header = TokenFixtures.base64("{\"alg\":\"" + algorithm + "\"}") + ".";
    String input = header + TokenFixtures.base64("{}");
    Signature signer = Signature.getInstance(curve);
    signer.initSign(pair.getPrivate());
    signer.update(input.getBytes(StandardCharsets.US_ASCII));
    String signature = "." + TokenFixtures.base64(signer.sign());
    assertEquals("VERIFIED", verification(input + signature, key));
    String forged = header + TokenFixtures.base64("{\"a\":1}");
    assertEquals("SIGNATURE_INVALID", verification(forged + signature, key));
    assertEquals("SIGNATURE_INVALID", verification(input + ".AAAA", key));
  }

  @Test
  void issuersPartOfAnSdJwtIsVerified() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    String disclosure = TokenFixtures.base64("[\"salt\",\"email\",\"ann@example.com\"]");
    String presented = signed(key) + "~" + disclosure + "~";
    ToolRun run = decode(presented, key.toPublicJWK());
    assertEquals("VERIFIED", run.facts().path("verification").asText());
    assertTrue(run.findings().contains("TOKEN_SELECTIVE_DISCLOSURE"));
    String keyBinding = TokenFixtures.token("{\"sd_hash\":\"x\"}");
    assertEquals("VERIFIED", verification(presented + keyBinding, key.toPublicJWK()));
  }

  @Test
  void keyForAnotherUseDoesNotHideTheOthers() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).generate();
    RSAKey other = new RSAKeyGenerator(2048).keyUse(KeyUse.ENCRYPTION).generate();
    JWK good = key.toPublicJWK();
    JWK forEncryption = other.toPublicJWK();
    assertEquals("VERIFIED", verification(signed(key), forEncryption, good));
    assertEquals("SIGNATURE_INVALID", verification(signed(other), forEncryption, good));
  }

  @Test
  void changedTokenIsNotVerified() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    String[] parts = signed(key).split("\\.");
    String forged = parts[0] + "." + TokenFixtures.base64("{\"sub\":\"eve\"}") + "." + parts[2];
    ToolRun run = decode(forged, key.toPublicJWK());
    assertFalse(run.facts().path("verified").booleanValue());
    assertTrue(run.findings().contains("TOKEN_SIGNATURE_INVALID"));
    assertTrue(run.text().contains("\n  The signature does not fit: the token was changed"));
    assertTrue(run.text().startsWith("🔍 JWT Token Analysis (Unverified)\n"));
  }

  @Test
  void embeddedKeyIsNeverUsed() throws Exception {
    RSAKey mine = new RSAKeyGenerator(2048).keyID("k1").generate();
    RSAKey theirs = new RSAKeyGenerator(2048).keyID("k1").generate();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").jwk(theirs.toPublicJWK()).build();
    var jws = new JWSObject(header, new Payload("{}"));
    jws.sign(new RSASSASigner(theirs));
    assertEquals("SIGNATURE_INVALID", verification(jws.serialize(), mine.toPublicJWK()));
  }

  @Test
  void publicKeyIsNeverUsedAsASharedSecret() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    var jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), new Payload("{}"));
    jws.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
    ToolRun run = decode(jws.serialize(), key.toPublicJWK());
    assertEquals("UNSUPPORTED", run.facts().path("verification").asText());
    assertTrue(run.findings().contains("TOKEN_SIGNATURE_UNSUPPORTED"));
  }

  /** Keycloak checks its refresh tokens itself, with a secret. */
  @Test
  void whatOnlyItsIssuerChecksIsToldByItsKindAlone() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    var jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
            new Payload("{\"typ\":\"Refresh\"}"));
    jws.sign(new MACSigner(new byte[32]));
    List<String> findings = decode(jws.serialize(), key.toPublicJWK()).findings();
    assertEquals("TOKEN_KIND_WRONG", findings.get(0));
    assertFalse(findings.contains("TOKEN_SIGNATURE_UNSUPPORTED"), findings.toString());
  }

  @Test
  void otherKeyIdMatchesNoKey() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    RSAKey other = new RSAKeyGenerator(2048).keyID("k2").generate();
    ToolRun run = decode(signed(key), other.toPublicJWK());
    assertTrue(run.findings().contains("TOKEN_KEY_NOT_TRUSTED"));
  }

  @Test
  void unsignedTokenHasNothingToVerify() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    String unsigned = TokenFixtures.base64("{\"alg\":\"none\"}") + ".e30.";
    assertEquals("NO_SIGNATURE", verification(unsigned, key.toPublicJWK()));
  }

  /** What is no JWT, and says what it is, is told first with a JWKS file as without one. */
  @ParameterizedTest
  @CsvSource({
    "v4.public.eyJzdWIiOiJhIn0, TOKEN_PASETO",
    "v2.local.QAxIpVe-ECVNI1z4xQbm, TOKEN_PASETO",
    "ghp_0123456789abcdefghijklmno, TOKEN_OTHER_SERVICE",
    "sk-proj-7F0A4C9E1D3B7F0A4C9E1D3B7F0A, TOKEN_OTHER_SERVICE"
  })
  void whatIsNoJwtIsToldFirst(String token, String finding) throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    assertEquals(
        List.of(finding, "TOKEN_NOT_VERIFIABLE"), decode(token, key.toPublicJWK()).findings());
  }

  /** A signature around a token says nothing of what the token inside is for. */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"alg":"dir","enc":"A128GCM"}       | ..YWJj.YWJj.YWJj     | TOKEN_NOT_VERIFIABLE
          {"alg":"RS256","typ":"dpop+jwt"}    | .eyJzdWIiOiJhIn0.YQ  | TOKEN_TYPE_WRONG
          {"alg":"RS256","typ":"logout+jwt"}  | .eyJzdWIiOiJhIn0.YQ  | TOKEN_TYPE_WRONG
          {"alg":"RS256","typ":"vp+jwt"}      | .eyJzdWIiOiJhIn0.YQ  | TOKEN_TYPE_WRONG
          {"alg":"RS256","crit":["x"]}        | .eyJzdWIiOiJhIn0.YQ  | TOKEN_CRITICAL_UNKNOWN
          {"alg":"RS256","typ":"at+jwt"}      | .eyJzdWIiOiJhIn0.YQ  | TOKEN_EXPIRY_REQUIRED
          {"alg":"RS256"                      | .eyJzdWIiOiJhIn0.YQ  | TOKEN_PART_UNREADABLE
          """)
  void whatIsInsideOfAVerifiedTokenIsJudgedToo(String header, String rest, String finding)
      throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    ToolRun run = decode(around(TokenFixtures.base64(header) + rest, key), key.toPublicJWK());
    assertTrue(run.findings().contains(finding), run.text());
  }

  /** Whoever wraps a token that he was given says nothing about it (RFC 7519 §7.2, step 8). */
  @Test
  void theTokenInsideOfASignedOneIsVerifiedToo() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("k1").generate();
    RSAKey unknown = new RSAKeyGenerator(2048).keyID("k2").generate();
    String unsigned = TokenFixtures.base64("{\"alg\":\"none\"}") + ".eyJzdWIiOiJhIn0.";
    assertEquals("VERIFIED", verification(around(signed(key), key), key.toPublicJWK()));
    assertEquals(
        "VERIFIED", verification(around(around(signed(key), key), key), key.toPublicJWK()));
    assertEquals(
        "SIGNATURE_INVALID", verification(around(signed(foreign), key), key.toPublicJWK()));
    assertEquals("NO_MATCHING_KEY", verification(around(signed(unknown), key), key.toPublicJWK()));
    assertEquals("NO_SIGNATURE", verification(around(unsigned, key), key.toPublicJWK()));
    String inParts = signed(unknown) + ".a.b.c";
    assertEquals("NO_SIGNATURE", verification(around(inParts, key), key.toPublicJWK()));
  }

  private static String around(String token, RSAKey key) throws Exception {
    var jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").contentType("JWT").build(),
            new Payload(token));
    jws.sign(new RSASSASigner(key));
    return jws.serialize();
  }

  @Test
  void fileWithAPrivateKeyIsRefused() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    Path file = write(new JWKSet(key).toString(false));
    String message = refusal(file);
    assertEquals("it holds a private or shared key; give this server public keys only", message);
  }

  @Test
  void hugeFileIsRefused() throws Exception {
    Path file = write(" ".repeat(1024 * 1024 + 1));
    assertEquals("it is larger than 1 MiB", refusal(file));
  }

  private static String refusal(Path file) {
    return assertThrows(IllegalArgumentException.class, () -> TrustedKeys.fromFile(file))
        .getMessage();
  }

  private static String signed(RSAKey key) throws Exception {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID(key.getKeyID())
            .type(new JOSEObjectType("at+jwt"))
            .build();
    var jws = new JWSObject(header, new Payload("{\"sub\":\"alice\"}"));
    jws.sign(new RSASSASigner(key));
    return jws.serialize();
  }

  private String verification(String token, JWK... keys) throws IOException {
    return decode(token, keys).facts().path("verification").asText();
  }

  private ToolRun decode(String token, JWK... keys) throws IOException {
    Path file = write(new JWKSet(List.of(keys)).toString(false));
    var tool =
        new BearerDecodeTool(
            Clock.fixed(ToolRun.NOW, ZoneOffset.UTC),
            new Redactor("key".getBytes(StandardCharsets.UTF_8)),
            new TokenPolicy(
                PublicUrl.UNKNOWN,
                List.of(),
                List.of(),
                List.of(),
                TrustedKeys.fromFile(file),
                false));
    return ToolRun.of(tool, Headers.of("Authorization", "Bearer " + token));
  }

  private Path write(String content) throws IOException {
    return Files.writeString(directory.resolve("jwks.json"), content);
  }
}
