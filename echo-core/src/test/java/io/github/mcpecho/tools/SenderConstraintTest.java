package io.github.mcpecho.tools;

import static io.github.mcpecho.tools.TokenFixtures.base64;
import static io.github.mcpecho.tools.TokenFixtures.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.jsonrpc.Json;
import io.github.mcpecho.mcp.CallContext;
import io.github.mcpecho.mcp.Header;
import io.github.mcpecho.mcp.Headers;
import io.github.mcpecho.tools.redaction.Redactor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are bound to a key or a certificate of their owner. */
class SenderConstraintTest {
  /** The key of RFC 9449, figure 2, and its thumbprint, figure 10. */
  private static final String KEY =
      "{\"kty\":\"EC\",\"x\":\"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs\","
          + "\"y\":\"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA\",\"crv\":\"P-256\"}";

  private static final String THUMBPRINT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
  private static final String PROOF_HEADER =
      "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + KEY + "}";
  private static final String BOUND = token("{\"cnf\":{\"jkt\":\"" + THUMBPRINT + "\"}}");
  private static final String PROOF =
      "{\"jti\":\"e1j3V_bKic8\",\"htm\":\"POST\",\"htu\":\"https://mcp.example.com/mcp\","
          + "\"iat\":1734696000,\"ath\":\""
          + base64(sha256(BOUND.getBytes(StandardCharsets.UTF_8)))
          + "\"}";

  private final BearerDecodeTool tool =
      new BearerDecodeTool(
          Clock.fixed(ToolRun.NOW, ZoneOffset.UTC),
          new Redactor("key".getBytes(StandardCharsets.UTF_8)));

  @Test
  void goodProofGivesNoFinding() {
    assertEquals(List.of(), binding(run("DPoP " + BOUND, token(PROOF_HEADER, PROOF))));
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
          "kty":"EC"       | "kty":"EC","d":"AA" | DPOP_KEY
          "kty":"EC"       | "kty":"unknown"     | DPOP_KEY
          "jwk"            | "key"               | DPOP_KEY
          """)
  void badProofHeaderIsFound(String good, String bad, String finding) {
    ToolRun run = run("DPoP " + BOUND, token(PROOF_HEADER.replace(good, bad), PROOF));
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
          "jti"                               | "jtx"                                 | DPOP_ID_MISSING
          "ath":"                             | "ath":"x                              | DPOP_TOKEN_HASH
          "ath"                               | "atx"                                 | DPOP_TOKEN_HASH
          """)
  void badProofClaimIsFound(String good, String bad, String finding) {
    ToolRun run = run("DPoP " + BOUND, token(PROOF_HEADER, PROOF.replace(good, bad)));
    assertEquals(List.of(finding), binding(run));
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
    assertEquals(List.of(), binding(run("DPoP " + BOUND, token(PROOF_HEADER, proof))));
  }

  @Test
  void otherKeyThanTheBoundOneIsFound() {
    String other = token("{\"cnf\":{\"jkt\":\"other\"}}");
    ToolRun run = run("DPoP " + other, token(PROOF_HEADER, PROOF));
    assertTrue(run.findings().contains("DPOP_KEY_MISMATCH"));
    assertTrue(run.findings().contains("DPOP_TOKEN_HASH"));
  }

  @Test
  void boundTokenNeedsAProofAndTheScheme() {
    assertEquals(List.of("DPOP_PROOF_MISSING", "DPOP_SCHEME"), binding(run("Bearer " + BOUND)));
    assertEquals(List.of("DPOP_PROOF_MISSING"), binding(run("DPoP " + BOUND)));
  }

  @Test
  void unboundTokenMakesTheProofUseless() {
    assertTrue(
        run("DPoP " + token("{}"), token(PROOF_HEADER, PROOF))
            .findings()
            .contains("DPOP_TOKEN_NOT_BOUND"));
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
        .filter(id -> id.startsWith("DPOP_") || id.startsWith("MTLS_"))
        .toList();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
