package io.github.mcpecho.diagnosis;

import static io.github.mcpecho.diagnosis.TokenFixtures.base64;
import static io.github.mcpecho.diagnosis.TokenFixtures.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are bound to a key or a certificate of their owner. */
class SenderConstraintTest {
  private static final ECKey KEY = newKey();
  private static final String PROOF_HEADER =
      "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + KEY.toPublicJWK() + "}";
  private static final String BOUND = token("{\"cnf\":{\"jkt\":\"" + thumbprint(KEY) + "\"}}");
  private static final String PROOF =
      "{\"jti\":\"e1j3V_bKic8\",\"htm\":\"POST\",\"htu\":\"https://mcp.example.com/mcp\","
          + "\"iat\":1734696000,\"ath\":\""
          + base64(sha256(BOUND.getBytes(StandardCharsets.UTF_8)))
          + "\"}";

  private final BearerDecodeTool tool =
      new BearerDecodeTool(
          Clock.fixed(ToolRun.NOW, ZoneOffset.UTC),
          new Redactor("key".getBytes(StandardCharsets.UTF_8)));

  @ParameterizedTest
  @ValueSource(strings = {"1734696000", "1734696000.5", "1734696300", "1734695700"})
  void goodProofGivesNoFinding(String iat) {
    String proof = PROOF.replace("1734696000", iat);
    assertEquals(List.of(), binding(run("DPoP " + BOUND, signed(PROOF_HEADER, proof))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "typ":"dpop+jwt" | "typ":"JWT"         | DPOP_TYPE
          "alg":"ES256"    | "alg":"HS256"       | DPOP_ALGORITHM
          "alg":"ES256"    | "alg":"none"        | DPOP_ALGORITHM
          "alg":"ES256"    | "alg":"ES256K"      | DPOP_SIGNATURE_INVALID
          "alg":"ES256"    | "alg":"ES384"       | DPOP_SIGNATURE_INVALID
          "alg":"ES256"    | "alg":"RS256"       | DPOP_SIGNATURE_INVALID
          "alg":"ES256"    | "alg":"ES256","crit":["exp"],"exp":1 | DPOP_SIGNATURE_UNSUPPORTED
          "kty":"EC"       | "kty":"EC","d":"AA" | DPOP_KEY_PRIVATE
          "kty":"EC"       | "kty":"oct","k":"AA" | DPOP_KEY_PRIVATE
          "kty":"EC"       | "kty":"unknown"     | DPOP_KEY
          "jwk"            | "key"               | DPOP_KEY
          """)
  void badProofHeaderIsFound(String good, String bad, String finding) {
    ToolRun run = run("DPoP " + BOUND, signed(PROOF_HEADER.replace(good, bad), PROOF));
    assertEquals(List.of(finding), binding(run));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "htm":"POST"                        | "htm":"post"                          | DPOP_METHOD
          "htm":"POST"                        | "htm":"GET"                           | DPOP_METHOD
          https://mcp.example.com/mcp         | https://evil.example/mcp              | DPOP_URL_MISMATCH
          https://mcp.example.com/mcp         | not a url                             | DPOP_URL_MISMATCH
          https://mcp.example.com/mcp         | http://mcp.example.com/mcp            | DPOP_URL_BY_LESSER_SOURCE
          "iat":1734696000                    | "iat":1734696301                      | DPOP_TIME
          "iat":1734696000                    | "iat":1734695699                      | DPOP_TIME
          "iat":1734696000                    | "iat":"now"                           | DPOP_TIME
          "iat":1734696000                    | "x":0                                 | DPOP_TIME
          "iat":1734696000                    | "iat":"1734696000"                    | DPOP_TIME
          "iat":1734696000                    | "iat":1734696000000                   | DPOP_TIME
          "jti"                               | "jtx"                                 | DPOP_ID_MISSING
          "jti":"e1j3V_bKic8"                 | "jti":7                               | DPOP_ID_MISSING
          "jti":"e1j3V_bKic8"                 | "jti":["e1j3V_bKic8"]                 | DPOP_ID_MISSING
          "iat":1734696000                    | "iat":1734696000,"exp":1734695900     | DPOP_TIME
          "iat":1734696000                    | "iat":1734696000,"exp":"soon"         | DPOP_TIME
          "iat":1734696000                    | "iat":1734696000,"nbf":1734696100     | DPOP_TIME
          "ath":"                             | "ath":"x                              | DPOP_TOKEN_HASH
          "ath"                               | "atx"                                 | DPOP_TOKEN_HASH
          """)
  void badProofClaimIsFound(String good, String bad, String finding) {
    ToolRun run = run("DPoP " + BOUND, signed(PROOF_HEADER, PROOF.replace(good, bad)));
    assertEquals(List.of(finding), binding(run));
  }

  /** RFC 7800 section 3.1: who binds a token to something does not want it accepted from others. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\"jkt\"", "null", "7", "true", "[]", "[{\"jkt\":\"x\"}]", "\"{\\\"jkt\\\":1}\""})
  void trial_g03_aConfirmationThatIsNoObjectIsRefused(String cnf) {
    ToolRun run = run("Bearer " + token("{\"cnf\":" + cnf + "}"));
    assertEquals(List.of("CONFIRMATION_MALFORMED"), binding(run));
  }

  @Test
  void trial_g03_aConfirmationWithoutAKnownMemberBindsNothing() {
    assertEquals(List.of(), binding(run("Bearer " + token("{\"cnf\":{\"x\":1}}"))));
  }

  @Test
  void proofIsHeldAgainstTheKeyThatItNames() {
    String good = signed(PROOF_HEADER, PROOF);
    String signature = good.substring(good.lastIndexOf('.'));
    String changed = PROOF.replace("e1j3V_bKic8", "e1j3V_bKic9");
    String otherClaims = base64(PROOF_HEADER) + "." + base64(changed) + signature;
    String none = good.substring(0, good.lastIndexOf('.') + 1);
    for (String proof : List.of(token(PROOF_HEADER, PROOF), otherClaims, none)) {
      ToolRun run = run("DPoP " + BOUND, proof);
      assertEquals(List.of("DPOP_SIGNATURE_INVALID"), binding(run), proof);
      assertEquals(
          "alg: ES256", run.finding("DPOP_SIGNATURE_INVALID").path("evidence").textValue());
    }
  }

  @ParameterizedTest
  @CsvSource({"RS256, RSA", "PS384, RSA", "EdDSA, Ed25519", "Ed25519, Ed25519", "EdDSA, Ed448"})
  void otherAlgorithmsAreVerifiedToo(String algorithm, String keys) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(keys).generateKeyPair();
    String jwk = keys.equals("RSA") ? rsaKey(pair) : edwardsKey(keys, pair);
    String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"" + algorithm + "\",\"jwk\":" + jwk + "}";
    String bound = token("{\"cnf\":{\"jkt\":\"" + JWK.parse(jwk).computeThumbprint() + "\"}}");
    String hash = base64(sha256(bound.getBytes(StandardCharsets.UTF_8)));
    String proof = PROOF.replaceFirst("\"ath\":\"[^\"]*", "\"ath\":\"" + hash);
    assertEquals(List.of(), binding(run("DPoP " + bound, signed(algorithm, pair, header, proof))));
    assertEquals(
        List.of("DPOP_SIGNATURE_INVALID"), binding(run("DPoP " + bound, token(header, proof))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://MCP.example.com:443/mcp",
        "https://mcp.example.com/mcp?x=1",
        "https://mcp.example.com/mcp#f"
      })
  void urlIsComparedAfterNormalization(String htu) {
    String proof = PROOF.replace("https://mcp.example.com/mcp", htu);
    assertEquals(List.of(), binding(run("DPoP " + BOUND, signed(PROOF_HEADER, proof))));
  }

  @Test
  void otherKeyThanTheBoundOneIsFound() {
    String other = token("{\"cnf\":{\"jkt\":\"other\"}}");
    ToolRun run = run("DPoP " + other, signed(PROOF_HEADER, PROOF));
    assertTrue(run.findings().contains("DPOP_KEY_MISMATCH"));
    assertTrue(run.findings().contains("DPOP_TOKEN_HASH"));
  }

  @Test
  void boundTokenNeedsAProofAndTheScheme() {
    assertEquals(List.of("DPOP_SCHEME", "DPOP_PROOF_MISSING"), binding(run("Bearer " + BOUND)));
    assertEquals(List.of("DPOP_PROOF_MISSING"), binding(run("DPoP " + BOUND)));
  }

  @Test
  void unboundTokenMakesTheProofUseless() {
    String proof = signed(PROOF_HEADER, PROOF);
    assertEquals(
        List.of("DPOP_SCHEME_UNBOUND", "DPOP_TOKEN_HASH"),
        binding(run("DPoP " + token("{}"), proof)));
    assertEquals(List.of("DPOP_TOKEN_NOT_BOUND"), binding(run("Bearer " + token("{}"), proof)));
  }

  @Test
  void proofOfABearerTokenIsNotAskedFor() {
    assertEquals(
        List.of("DPOP_TOKEN_NOT_BOUND"), binding(run("Bearer " + token("{}"), "junk", "junk")));
    assertEquals(List.of(), binding(run("Bearer opaque", "junk")));
    assertTrue(
        run("Bearer " + token("{\"cnf\":{\"x5t#S256\":\"a\"}}"), "junk")
            .findings()
            .contains("MTLS_CERTIFICATE_MISSING"));
  }

  @Test
  void unreadableAndDuplicateProofsAreFound() {
    assertEquals(List.of("DPOP_PROOF_UNREADABLE"), binding(run("DPoP " + BOUND, "junk")));
    assertEquals(List.of("DPOP_PROOF_DUPLICATED"), binding(run("DPoP " + BOUND, "junk", "junk")));
  }

  @Test
  void argumentIsNotHeldAgainstTheHeadersOfThisRequest() {
    ToolRun run =
        ToolRun.of(
            tool,
            CallContext.local(Headers.of("DPoP", "junk"), ToolRun.NOW),
            Json.object().put("token", BOUND));
    assertEquals(List.of(), binding(run));
  }

  @Test
  void certificateHasToBeTheBoundOne() {
    byte[] der = "not really a certificate".getBytes(StandardCharsets.UTF_8);
    String plain = Base64.getEncoder().encodeToString(der);
    String pem = "-----BEGIN CERTIFICATE-----\n" + plain + "\n-----END CERTIFICATE-----\n";
    String escaped = java.net.URLEncoder.encode(pem, StandardCharsets.UTF_8).replace("+", "%20");
    String bound = "Bearer " + token("{\"cnf\":{\"x5t#S256\":\"" + base64(sha256(der)) + "\"}}");
    String hash = HexFormat.of().formatHex(sha256(der));
    assertEquals(List.of(), certificate(bound, "Client-Cert", ":" + plain + ":"));
    assertEquals(List.of(), certificate(bound, "X-Forwarded-Tls-Client-Cert", plain + "," + plain));
    assertEquals(List.of(), certificate(bound, "X-SSL-Client-Cert", escaped));
    assertEquals(List.of(), certificate(bound, "X-ARR-ClientCert", plain));
    assertEquals(
        List.of(), certificate(bound, "X-Forwarded-Client-Cert", "By=spiffe://a;Hash=" + hash));
    assertEquals(
        List.of("MTLS_CERTIFICATE_MISMATCH"), certificate(bound, "Client-Cert", ":b3RoZXI=:"));
    assertEquals(List.of("MTLS_CERTIFICATE_MISSING"), certificate(bound, "Client-Cert", "%zz"));
    assertEquals(
        List.of("MTLS_CERTIFICATE_MISSING"),
        certificate(bound, "X-Forwarded-Client-Cert", "Hash=zz" + "z".repeat(64)));
    assertEquals(List.of("MTLS_CERTIFICATE_MISSING"), binding(run(bound)));
  }

  private List<String> certificate(String authorization, String name, String value) {
    Headers headers = Headers.of("Authorization", authorization, name, value);
    return binding(ToolRun.of(tool, headers));
  }

  private ToolRun run(String authorization, String... proofs) {
    var lines = new ArrayList<Header>();
    lines.add(new Header("Authorization", authorization));
    lines.add(new Header("Host", "mcp.example.com"));
    lines.add(new Header("X-Forwarded-Proto", "https"));
    for (String proof : proofs) {
      lines.add(new Header("DPoP", proof));
    }
    return ToolRun.of(tool, Headers.of(lines));
  }

  private static List<String> binding(ToolRun run) {
    return run.findings().stream()
        .filter(id -> id.matches("(?:CONFIRMATION|DPOP|MTLS)_.*"))
        .toList();
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String thumbprint(JWK key) {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** Signs with the key, whatever the header says. */
  private static String signed(String header, String claims) {
    try {
      return signed("ES256", KEY.toKeyPair(), header, claims);
    } catch (GeneralSecurityException | JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String signed(String algorithm, KeyPair pair, String header, String claims)
      throws GeneralSecurityException {
    String input = base64(header) + "." + base64(claims);
    Signature signature =
        switch (algorithm) {
          case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
          case "RS256" -> Signature.getInstance("SHA256withRSA");
          case "PS384" -> Signature.getInstance("RSASSA-PSS");
          default -> Signature.getInstance(pair.getPublic().getAlgorithm());
        };
    if (algorithm.equals("PS384")) {
      signature.setParameter(
          new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1));
    }
    signature.initSign(pair.getPrivate());
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + base64(signature.sign());
  }

  private static String rsaKey(KeyPair pair) {
    return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).build().toJSONString();
  }

  /** The last 32 or 57 bytes of the encoded key are the key (RFC 8410 §4). */
  private static String edwardsKey(String curve, KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    int length = curve.equals("Ed448") ? 57 : 32;
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
    return "{\"kty\":\"OKP\",\"crv\":\"" + curve + "\",\"x\":\"" + base64(raw) + "\"}";
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1734695000    | iat is 16 minutes, 40 seconds ago
          1734697000.5  | iat is 16 minutes, 40 seconds ahead
          1734696000000 | iat is no NumericDate: 1734696000000 (milliseconds)
          "1734696000"  | iat is no NumericDate: "1734696000"
          true          | iat is no NumericDate: true
          """)
  void timeIsTakenAsItIsAndNotRepaired(String iat, String evidence) {
    ToolRun run = run("DPoP " + BOUND, signed(PROOF_HEADER, PROOF.replace("1734696000", iat)));
    assertEquals(evidence, run.finding("DPOP_TIME").path("evidence").textValue());
  }
}
