package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens with a valid signature: what the challenge mode refuses, both tools find, with keys and a
 * public URL configured.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenRulesTest {
  private static final String URL = "https://mcp.example.com/mcp";
  private static final ECKey ISSUER = newKey("k1");
  private static final ECKey CLIENT = newKey("c1");

  /** Right in everything at 2026-01-02T03:04:05Z, which is 1767323045. */
  private static final String GOOD =
      "{\"iss\":\"https://auth.example.com\",\"sub\":\"alice\",\"aud\":\""
          + URL
          + "\",\"exp\":1767323645}";

  private final Json json = new Json(Json.DEFAULT_MAX_DEPTH);
  private EchoHttpServer guarded;
  private EchoHttpServer open;

  @BeforeAll
  void startWithAndWithoutChallenge(@TempDir Path directory) throws IOException {
    Path keys = directory.resolve("keys.json");
    Files.writeString(keys, new JWKSet(ISSUER.toPublicJWK()).toString(false));
    Settings anyHost =
        Servers.CONFIG
            .withEnvironment(Map.of("MCP_ECHO_ALLOWED_HOSTS", "*"))
            .with(EchoSettings.PUBLIC_URL, URL)
            .with(EchoSettings.JWKS_FILE, keys);
    open = start(anyHost);
    guarded = start(anyHost.with(EchoSettings.CHALLENGE, true));
  }

  private static EchoHttpServer start(Settings settings) {
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    return EchoHttpServer.start(
        settings, McpEcho.builder().settings(settings).clock(clock).build());
  }

  @AfterAll
  void stop() {
    guarded.close();
    open.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          JWT                | `,"exp":1767323645` |                     | 200 | TOKEN_EXPIRY_MISSING
          at+jwt             | `,"exp":1767323645` | `,"exp":1767323645` | 200 |
          at+jwt             | `,"exp":1767323645` |                     | 401 | TOKEN_EXPIRY_REQUIRED
          AT+JWT             | `,"exp":1767323645` |                     | 401 | TOKEN_EXPIRY_REQUIRED
          application/at+jwt | `,"exp":1767323645` |                     | 401 | TOKEN_EXPIRY_REQUIRED
          at+jwt             | `,"exp":1767323645` | `,"exp":null`       | 401 | TOKEN_TIME_NOT_A_NUMBER
          at+jwt             | `,"exp":1767323645` | `,"nbf":1`          | 401 | TOKEN_EXPIRY_REQUIRED
          at+jwt             | `"exp"`             | `"Exp"`             | 401 | TOKEN_EXPIRY_REQUIRED
          """)
  void trial_g03_anAccessTokenExpires(
      String type, String good, String other, int status, String finding) throws Exception {
    String token = token(type, GOOD.replace(good, other == null ? "" : other));

    judgedAlike("Bearer " + token, "", status, finding == null ? "" : finding);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oauth-id-jag+jwt",
        "oauth-client-attestation+jwt",
        "entity-statement+jwt",
        "vp+jwt",
        "oauth-authz-resp+jwt",
        "passport",
        "application/ID+JWT",
        "of-tomorrow+jwt"
      })
  void aSignedJwtOfAnotherTypeIsNoAccessToken(String type) throws Exception {
    judgedAlike("Bearer " + token(type, GOOD), "", 401, "TOKEN_TYPE_WRONG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"token_use\":\"id\"",
        "\"drn\":\"DSR\"",
        "\"token_type\":\"refresh\"",
        "\"typ\":\"Refresh\""
      })
  void aSignedTokenThatAClaimCallsAnotherKindIsNoAccessToken(String claim) throws Exception {
    String token = token("JWT", GOOD.replace("{", "{" + claim + ","));

    judgedAlike("Bearer " + token, "", 401, "TOKEN_KIND_WRONG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jwk\":§}",
        "{\"jkt\":\"abc\"}",
        "{\"jkt\":7}",
        "{\"kid\":\"c1\"}",
        "{\"jwe\":\"a.b.c.d.e\"}",
        "{\"jku\":\"https://evil.example\",\"kid\":\"c1\"}",
        "{\"x5t#S256\":\"abc\",\"jkt\":\"abc\"}"
      })
  void trial_g03_aTokenThatIsBoundToAKeyIsNoBearerToken(String confirmation) throws Exception {
    String bound = token("at+jwt", boundBy(confirmation));

    judgedAlike("Bearer " + bound, "", 401, "DPOP_SCHEME");
    judgedAlike("bearer " + bound, "DPoP: " + proof(bound, URL) + "\r\n", 401, "DPOP_SCHEME");
    judgedAlike("DPoP " + bound, "", 401, "DPOP_PROOF_MISSING");
  }

  @Test
  void trial_g03_aTokenThatIsBoundToACertificateNeedsItHoweverItIsWritten() throws Exception {
    for (String thumbprint : List.of("\"abc\"", "7", "null")) {
      String bound = token("JWT", boundBy("{\"x5t#S256\":" + thumbprint + "}"));

      judgedAlike("Bearer " + bound, "", 401, "MTLS_CERTIFICATE_MISSING");
    }
  }

  @Test
  void trial_g03_aClaimThatBindsToNothingChangesNothing() throws Exception {
    for (String confirmation : List.of("{}", "{\"other\":1}")) {
      judgedAlike("Bearer " + token("at+jwt", boundBy(confirmation)), "", 200, "");
    }
  }

  @Test
  void trial_g03_aClaimThatIsNoObjectBindsToWhatNobodyCanTell() throws Exception {
    for (String confirmation : List.of("null", "\"jkt\"", "[\"jkt\"]", "7", "true")) {
      String bound = token("at+jwt", boundBy(confirmation));

      judgedAlike("Bearer " + bound, "", 401, "CONFIRMATION_MALFORMED");
    }
  }

  @Test
  void trial_g03_theKeyItselfIsAsGoodAsItsThumbprint() throws Exception {
    String bound = token("at+jwt", boundBy("{\"jwk\":§}"));
    String other = token("at+jwt", boundBy("{\"jwk\":" + newKey("x").toPublicJWK() + "}"));

    judgedAlike("DPoP " + bound, "DPoP: " + proof(bound, URL) + "\r\n", 200, "");
    judgedAlike("DPoP " + other, "DPoP: " + proof(other, URL) + "\r\n", 401, "DPOP_KEY_MISMATCH");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void trial_g03_oneTokenHasOneSpelling(int part) throws Exception {
    String good = token("at+jwt", GOOD);
    String canonical = good.split("\\.")[part];

    judgedAlike("Bearer " + good, "", 200, "");
    for (String ending : List.of("=", "==")) {
      String padded = "Bearer " + with(good, part, canonical + ending);
      assertEquals(401, post(guarded, padded, "", "ping", "{}").status());
      assertTrue(findings("bearerDecode", padded, "").contains("TOKEN_ENCODING"));
      assertTrue(findings("authContext", padded, "").contains("TOKEN_ENCODING"));
    }
    for (String spelling : spellings(canonical)) {
      judgedAlike("Bearer " + with(good, part, spelling), "", 401, "TOKEN_ENCODING");
    }
  }

  @Test
  void trial_g03_aProofHasOneSpellingToo() throws Exception {
    String bound = token("at+jwt", boundBy("{\"jkt\":\"" + CLIENT.computeThumbprint() + "\"}"));
    String proof = proof(bound, URL);
    String signature = proof.split("\\.")[2];
    var others = new ArrayList<>(List.of(proof + "=="));
    spellings(signature).forEach(spelling -> others.add(with(proof, 2, spelling)));

    judgedAlike("DPoP " + bound, "DPoP: " + proof + "\r\n", 200, "");
    for (String other : others) {
      judgedAlike("DPoP " + bound, "DPoP: " + other + "\r\n", 401, "DPOP_PROOF_UNREADABLE");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://mcp.example.com/mcp      | mcp.example.com | X-A: a                                                    | 200
          https://MCP.example.com:443/mcp  | mcp.example.com | X-A: a                                                    | 200
          https://mcp.example.com/mcp?a=b  | mcp.example.com | X-A: a                                                    | 200
          https://mcp.example.com/mcp/     | mcp.example.com | X-A: a                                                    | 401
          https://mcp.example.com/mcp//    | mcp.example.com | X-A: a                                                    | 401
          https://mcp.example.com/mcp      | inside:8080     | X-Forwarded-Host: evil.example                            | 200
          https://evil.example/mcp         | mcp.example.com | X-Forwarded-Host: evil.example, X-Forwarded-Proto: https  | 401
          https://evil.example/mcp         | mcp.example.com | Forwarded: host=evil.example;proto=https                  | 401
          http://evil.example/mcp          | evil.example    | X-A: a                                                    | 401
          https://mcp.example.com/evil/mcp | mcp.example.com | X-Forwarded-Prefix: /evil, X-Forwarded-Proto: https       | 401
          http://mcp.example.com/mcp       | mcp.example.com | X-Forwarded-Proto: http                                   | 401
          https://mcp.example.com:8443/mcp | mcp.example.com | X-Forwarded-Port: 8443, X-Forwarded-Proto: https          | 401
          https://mcp.example.com          | mcp.example.com | X-A: a                                                    | 401
          https://u@mcp.example.com/mcp    | mcp.example.com | X-A: a                                                    | 401
          """)
  void trial_g02_aProofIsForTheConfiguredUrl(String url, String host, String forwarded, int status)
      throws Exception {
    String bound = token("at+jwt", boundBy("{\"jkt\":\"" + CLIENT.computeThumbprint() + "\"}"));
    String more =
        "DPoP: "
            + proof(bound, url)
            + "\r\nHost: "
            + host
            + "\r\n"
            + String.join("\r\n", forwarded.split(", "))
            + "\r\n";

    judgedAlike("DPoP " + bound, more, status, status == 200 ? "" : "DPOP_URL_MISMATCH");
  }

  /**
   * RFC 9449 section 4.3: the URL of this request; a slash more is another (RFC 3986 section 6).
   */
  @ParameterizedTest
  @CsvSource({
    "/mcp, https://mcp.example.com/mcp, 200",
    "/mcp, https://mcp.example.com/mcp/, 401",
    "/mcp?a=b, https://mcp.example.com/mcp/, 401",
    "/mcp/, https://mcp.example.com/mcp/, 200",
    "/mcp/, https://mcp.example.com/mcp/?a=b#c, 200",
    "/mcp/, https://mcp.example.com/mcp//, 401",
    "/mcp/, https://mcp.example.com/mcp, 200"
  })
  void trial_g02_aProofHasASlashAtItsEndIfTheRequestHasOne(String target, String url, int status)
      throws Exception {
    String bound = token("at+jwt", boundBy("{\"jkt\":\"" + CLIENT.computeThumbprint() + "\"}"));
    String more = "DPoP: " + proof(bound, url) + "\r\n";

    assertEquals(status, post(guarded, target, "DPoP " + bound, more, "ping", "{}").status());
  }

  @Test
  void trial_g02_aTokenIsForTheConfiguredUrl() throws Exception {
    String foreign = token("at+jwt", GOOD.replace("mcp.example.com", "evil.example"));
    String more = "X-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\n";

    assertEquals(401, post(guarded, "Bearer " + foreign, more, "ping", "{}").status());
    assertTrue(
        findings("authContext", "Bearer " + foreign, more).contains("AUTH_AUDIENCE_MISMATCH"));
  }

  /** A finding that is none is empty: then neither tool has an error to tell. */
  private void judgedAlike(String authorization, String more, int status, String finding)
      throws IOException {
    RawHttp.Response response = post(guarded, authorization, more, "ping", "{}");

    assertEquals(status, response.status(), response.body());
    if (status == 401) {
      String reason = json.parse(response.body()).at("/error/message").textValue();
      assertTrue(reason.startsWith("Invalid request: " + finding + ": "), reason);
    }
    for (String tool : List.of("bearerDecode", "authContext")) {
      List<String> found = findings(tool, authorization, more);
      if (finding.isEmpty()) {
        assertEquals(
            List.of(),
            found.stream().filter(id -> id.startsWith("DPOP_") || id.startsWith("MTLS_")).toList(),
            tool);
      } else {
        assertTrue(found.contains(finding), tool + " finds " + found);
      }
    }
  }

  private List<String> findings(String tool, String authorization, String more) throws IOException {
    String params = "{\"name\":\"" + tool + "\"}";
    String body = post(open, authorization, more, "tools/call", params).body();
    var ids = new ArrayList<String>();
    JsonNode findings = json.parse(body).at("/result/structuredContent/findings");
    findings.forEach(found -> ids.add(found.path("id").textValue()));
    return ids;
  }

  private static RawHttp.Response post(
      EchoHttpServer server, String authorization, String more, String method, String params)
      throws IOException {
    return post(server, "/mcp", authorization, more, method, params);
  }

  private static RawHttp.Response post(
      EchoHttpServer server,
      String target,
      String authorization,
      String more,
      String method,
      String params)
      throws IOException {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params);
    return RawHttp.exchange(
        server.uri(),
        "POST "
            + target
            + " HTTP/1.1\r\n"
            + (more.contains("\nHost: ") ? "" : "Host: mcp.example.com\r\n")
            + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\nAuthorization: "
            + authorization
            + "\r\n"
            + more
            + "\r\n"
            + body);
  }

  /** Returns what lenient decoders take for the same bytes. */
  private static List<String> spellings(String canonical) {
    var others = new ArrayList<String>();
    byte[] bytes = new Base64URL(canonical).decode();
    String start = canonical.substring(0, canonical.length() - 1);
    for (char c :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
      String other = start + c;
      if (!other.equals(canonical) && MessageDigest.isEqual(new Base64URL(other).decode(), bytes)) {
        others.add(other);
      }
    }
    return others;
  }

  private static String with(String compact, int part, String other) {
    String[] parts = compact.split("\\.");
    parts[part] = other;
    return String.join(".", parts);
  }

  private static String boundBy(String confirmation) {
    String cnf = confirmation.replace("§", CLIENT.toPublicJWK().toString());
    return GOOD.replace("\"exp\"", "\"cnf\":" + cnf + ",\"exp\"");
  }

  private static String token(String type, String claims) throws JOSEException {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID(ISSUER.getKeyID())
            .type(new JOSEObjectType(type))
            .build();
    return signed(ISSUER, header, claims);
  }

  private static String proof(String token, String url)
      throws JOSEException, GeneralSecurityException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("dpop+jwt"))
            .jwk(CLIENT.toPublicJWK())
            .build();
    return signed(
        CLIENT,
        header,
        "{\"jti\":\"1\",\"htm\":\"POST\",\"htu\":\"%s\",\"iat\":1767323045,\"ath\":\"%s\"}"
            .formatted(url, Base64URL.encode(hash)));
  }

  private static String signed(ECKey key, JWSHeader header, String claims) throws JOSEException {
    var jws = new JWSObject(header, new Payload(claims));
    jws.sign(new ECDSASigner(key));
    return jws.serialize();
  }

  private static ECKey newKey(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
