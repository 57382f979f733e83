package io.github.mcpecho.diagnosis;

import static io.github.mcpecho.diagnosis.TokenFixtures.base64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.authorization.TokenAuthorization;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.tokens.ClaimFinding;
import io.github.mcpecho.diagnosis.tokens.CredentialFinding;
import io.github.mcpecho.diagnosis.tokens.JoseHeaderFinding;
import io.github.mcpecho.diagnosis.tokens.SenderFinding;
import io.github.mcpecho.diagnosis.tokens.TokenFinding;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.tokens.TrustedKeys;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Authorization;
import io.github.mcpecho.mcp.Tool;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A credential is judged the same by whoever shows it and by whoever refuses it. */
class OneJudgementTest {
  private static final Redactor REDACTOR = new Redactor(new byte[] {1, 2, 3});
  private static final Clock CLOCK = Clock.fixed(ToolRun.NOW, ZoneOffset.UTC);
  private static final PublicUrl URL = PublicUrl.of("https://mcp.example.com/mcp");
  private static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}";

  /** Right in everything, at {@link ToolRun#NOW}, which is 1734696000. */
  private static final String GOOD =
      "{\"iss\":\"https://as.example.com\",\"sub\":\"alice\",\"aud\":\"https://mcp.example.com/mcp\","
          + "\"client_id\":\"c1\",\"scope\":\"tools:call\",\"iat\":1734694200,\"exp\":1734697800,"
          + "\"jti\":\"1\"}";

  /** What the four doors have to agree on. */
  private static final Set<String> OF_CREDENTIALS =
      Stream.of(
              CredentialFinding.values(),
              TokenFinding.values(),
              JoseHeaderFinding.values(),
              ClaimFinding.values(),
              SenderFinding.values())
          .flatMap(Arrays::stream)
          .map(Enum::name)
          .collect(Collectors.toSet());

  private static TokenPolicy policy(boolean enforced, String... audiences) {
    return new TokenPolicy(
        URL,
        List.of(audiences),
        List.of("https://as.example.com"),
        List.of("tools:call"),
        TrustedKeys.NONE,
        enforced);
  }

  static Stream<String[]> credentials() {
    String good = jwt(HEADER, GOOD);
    String cut = good.substring(0, good.length() - 200);
    String head = good.substring(0, good.lastIndexOf('.') + 1);
    String inner = base64("{\"alg\":\"ES256\"}") + "." + base64(GOOD) + ".c2ln";
    return Stream.of(
            "Bearer " + good + " | ",
            "BEARER " + good + " | AUTH_SCHEME_CASE",
            "Bearer  " + good + " | AUTH_SEPARATOR",
            "Bearer: " + good + " | AUTH_SEPARATOR_INVALID",
            "Bearer\u00a0" + good + " | AUTH_SEPARATOR_INVALID",
            "Bearer Optional[" + good + "] | AUTH_TOKEN_RESPONSE",
            "Bearer \"" + good + "\" | AUTH_QUOTED",
            "Bearer Bearer " + good + " | AUTH_SCHEME_REPEATED",
            "Bearer Token " + good + " | AUTH_SCHEME_REPEATED",
            "Bearer+" + good + " | AUTH_SEPARATOR_INVALID",
            "Bearer\u00a0" + good + " | AUTH_SEPARATOR_INVALID",
            "undefined | AUTH_PLACEHOLDER TOKEN_OPAQUE",
            "{\"access_token\":\"" + good + "\"} | AUTH_TOKEN_RESPONSE AUTH_SCHEME_MISSING",
            "Optional[" + good + "] | AUTH_TOKEN_RESPONSE AUTH_SCHEME_MISSING",
            "Token " + good + " | AUTH_SCHEME_NOT_BEARER",
            "Bearer " + base64(good) + " | AUTH_TOKEN_ENCODED",
            "Bearer " + good + ", Bearer x | AUTH_HEADER_DUPLICATED",
            "Bearer ${TOKEN} | AUTH_PLACEHOLDER TOKEN_OPAQUE",
            "Bearer =a | AUTH_CHARACTERS TOKEN_OPAQUE",
            "Bearer | AUTH_TOKEN_EMPTY",
            "Bearer opaque | TOKEN_OPAQUE",
            "Bearer dummy | AUTH_PLACEHOLDER TOKEN_OPAQUE",
            "Bearer secretref:mcp-token | AUTH_PLACEHOLDER TOKEN_OPAQUE",
            "Bearer 12|0123456789abcdefghijABCDEFGHIJ0123456789"
                + " | AUTH_CHARACTERS_OF_ISSUER TOKEN_OPAQUE",
            "Bearer {\"access_token\": \""
                + good
                + "\", \"token_type\": \"Bearer\"} | AUTH_TOKEN_RESPONSE",
            "Bearer access_token=" + good + "&token_type=bearer | AUTH_TOKEN_RESPONSE",
            "Bearer Kz~8fBAo.4Ljp~NeO.gxU | TOKEN_OPAQUE",
            "Bearer REDACTED | AUTH_PLACEHOLDER TOKEN_OPAQUE",
            "Bearer (hidden) | AUTH_PLACEHOLDER TOKEN_OPAQUE",
            "Bearer [FILTERED] | AUTH_PLACEHOLDER TOKEN_OPAQUE",
            "Bearer *** | AUTH_PLACEHOLDER TOKEN_OPAQUE",
            "Bearer ghp_0123456789abcdefghijklmno | TOKEN_OTHER_SERVICE",
            "Bearer sk-proj-7F0A4C9E1D3B7F0A4C9E1D3B7F0A | TOKEN_OTHER_SERVICE",
            "Bearer AKIA7F0A4C9E1D3B7F0A | TOKEN_OTHER_SERVICE",
            "Bearer xoxb-7F0A4C9E1D3B-7F0A4C9E1D3B | TOKEN_OTHER_SERVICE",
            "Bearer glpat-7F0A4C9E1D3B7F0A4C9E | TOKEN_OTHER_SERVICE",
            "Bearer ya29.a0AfH6SMBx7F0A4C9E1D3B7F0A4C9E1D3B | TOKEN_OTHER_SERVICE",
            "Bearer ory_at_Kz8fBAo0123.4Ljp0123 | TOKEN_OPAQUE",
            "Bearer sha256~7F0A4C9E1D3B7F0A4C9E1D3B7F0A4C9E1D3B7F0A4C9 | TOKEN_OPAQUE",
            "Bearer v4.public.eyJzdWIiOiJhIn0 | TOKEN_PASETO",
            "Bearer " + base64(HEADER) + " | TOKEN_NOT_A_JWT",
            "Bearer "
                + base64("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}")
                + "..aXY.Yw.dGFn | TOKEN_ENCRYPTED",
            "Bearer " + cut + " | TOKEN_SIGNATURE_LENGTH",
            "Bearer " + head + "SIGNATURE_REMOVED_BY_GOOGLE | TOKEN_SIGNATURE_REPLACED",
            "Bearer " + head + "redacted | TOKEN_SIGNATURE_REPLACED",
            "Bearer " + head + "[REDACTED] | TOKEN_SIGNATURE_REPLACED",
            "Bearer " + head + "(hidden) | TOKEN_SIGNATURE_REPLACED",
            "Bearer " + head + "<signature> | TOKEN_SIGNATURE_REPLACED",
            "Bearer " + head + "*** | TOKEN_SIGNATURE_REPLACED",
            "Bearer ghp_xxxxxxxxxxxxxxxxxxxx | AUTH_PLACEHOLDER TOKEN_OPAQUE",
            "Bearer " + head + " | TOKEN_NOT_SIGNED",
            "Bearer " + good + "= | TOKEN_ENCODING",
            "Bearer " + good + "~WyJz~ | TOKEN_SELECTIVE_DISCLOSURE",
            "Bearer " + good + "~WyJz~" + good + " | TOKEN_SELECTIVE_DISCLOSURE",
            of("{\"alg\":\"none\"}", GOOD) + " | TOKEN_ALG_NONE",
            of("{\"alg\":\"RS256\",\"kid\":\"../k\"}", GOOD) + " | TOKEN_KEY_ID_SUSPICIOUS",
            of("{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"dpop+jwt\"}", GOOD)
                + " | TOKEN_TYPE_WRONG",
            of(
                    "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"oauth-id-jag+jwt\"}",
                    GOOD.replace("mcp.example.com", "as.example.com"))
                + " | TOKEN_TYPE_WRONG",
            of(
                    "{\"alg\":\"RS256\",\"kid\":\"k\"}",
                    GOOD.replace("https://mcp.example.com/mcp", "c1")
                        .replace("\"scope\":\"tools:call\"", "\"nonce\":\"n\""))
                + " | TOKEN_IS_ID_TOKEN AUTH_AUDIENCE_MISMATCH AUTH_SCOPE_MISSING",
            of(
                    "{\"alg\":\"RS256\",\"kid\":\"k\"}",
                    GOOD.replace("https://mcp.example.com/mcp", "c1")
                        .replace("\"client_id\":\"c1\",\"scope\":\"tools:call\"", "\"azp\":\"c1\"")
                        .replace("https://as.example.com", "https://accounts.google.com"))
                + " | TOKEN_IS_ID_TOKEN AUTH_AUDIENCE_MISMATCH AUTH_ISSUER_MISMATCH"
                + " AUTH_SCOPE_MISSING",
            with("\"jti\"", "\"token_use\":\"id\",\"nonce\":\"n\",\"jti\"") + " | TOKEN_KIND_WRONG",
            of("{\"alg\":\"RS256\",\"kid\":\"k\",\"crit\":[\"x\"]}", GOOD)
                + " | TOKEN_CRITICAL_UNKNOWN",
            "Bearer "
                + base64("{\"alg\":\"RS256\",\"kid\":\"k\",\"cty\":\"JWT\"}")
                + "."
                + base64(inner)
                + "."
                + TokenFixtures.SIGNATURE
                + " | TOKEN_NESTED",
            with("\"exp\":1734697800", "\"exp\":1734695950") + " | TOKEN_CLOCK_SKEW",
            with("\"exp\":1734697800", "\"exp\":1734695900") + " | TOKEN_EXPIRED",
            with("\"exp\":1734697800", "\"exp\":\"1734697800\"") + " | TOKEN_TIME_NOT_A_NUMBER",
            with("\"exp\":1734697800", "\"exp\":1734697800000") + " | TOKEN_TIME_IN_MILLISECONDS",
            with("\"exp\":1734697800,", "") + " | TOKEN_EXPIRY_REQUIRED",
            with("\"iat\"", "\"nbf\":1734696100,\"iat\"") + " | TOKEN_NOT_YET_VALID",
            with("\"jti\"", "\"updated_at\":\"2024-12-19T12:00:00.000Z\",\"jti\"") + " | ",
            with("\"jti\"", "\"updated_at\":1734609600000,\"auth_time\":\"x\",\"jti\"") + " | ",
            with("\"aud\":\"https://mcp.example.com/mcp\",", "") + " | TOKEN_AUDIENCE_MISSING",
            with("\"https://mcp.example.com/mcp\"", "[]") + " | TOKEN_AUDIENCE_MISSING",
            with("\"https://mcp.example.com/mcp\"", "[null]") + " | TOKEN_AUDIENCE_MISSING",
            with("\"https://mcp.example.com/mcp\"", "\"api://x\"") + " | AUTH_AUDIENCE_MISMATCH",
            with("\"https://mcp.example.com/mcp\"", "\"c1\"") + " | AUTH_AUDIENCE_MISMATCH",
            with("\"https://mcp.example.com/mcp\"", "[\"a\",\"https://mcp.example.com/mcp\"]")
                + " | ",
            with("\"iss\":\"https://as.example.com\",", "") + " | AUTH_ISSUER_MISMATCH",
            with("https://as.example.com", "https://as.example.com/") + " | AUTH_ISSUER_MISMATCH",
            with("\"sub\":\"alice\",", "") + " | TOKEN_SUBJECT_MISSING",
            with("tools:call", "tools:read") + " | AUTH_SCOPE_MISSING",
            with("tools:call", "api://x/tools:call") + " | AUTH_SCOPE_MISSING",
            with("\"jti\"", "\"typ\":\"Refresh\",\"jti\"") + " | TOKEN_KIND_WRONG",
            with("\"jti\"", "\"cnf\":{\"jkt\":\"x\"},\"jti\"")
                + " | DPOP_SCHEME DPOP_PROOF_MISSING",
            with("\"jti\"", "\"cnf\":{\"x5t#S256\":\"x\"},\"jti\"") + " | MTLS_CERTIFICATE_MISSING",
            "DPoP " + good + " | DPOP_PROOF_MISSING",
            "Basic dXNlcjpwYXNz | AUTH_SCHEME_UNUSED",
            good + " | AUTH_SCHEME_MISSING")
        .map(row -> row.split(" \\| ", 2));
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void allDoorsFindTheSameAndChallengeModeRefusesWhatHasAnError(String line, String expected) {
    CallContext request = request(line);
    TokenPolicy policy = policy(true);
    JsonNode printHeader = findings(new PrintHeaderTool(REDACTOR, "pod-7", policy), request);
    assertEquals(expected, ids(printHeader));
    assertEquals(printHeader, findings(new AuthContextTool(CLOCK, REDACTOR, policy), request));
    boolean token = !expected.matches("AUTH_TOKEN_EMPTY|AUTH_SCHEME_UNUSED");
    if (token) {
      assertEquals(printHeader, findings(new BearerDecodeTool(CLOCK, REDACTOR, policy), request));
    }
    Optional<Authorization.Refusal> refusal =
        new TokenAuthorization(CLOCK, REDACTOR, policy).refusal(request(line));
    Optional<String> error = firstError(printHeader);
    boolean asked = expected.contains("AUTH_SCHEME_UNUSED");
    assertEquals(error.isPresent() || asked, refusal.isPresent(), expected);
    if (error.isPresent()) {
      // The error, or what explains it.
      String first = expected.split(" ")[0];
      assertTrue(refusal.orElseThrow().reason().startsWith(first + ": "), refusal::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void v06_bearerDecodeJudgesByTheConfiguredUrl(boolean argument) {
    var tool = new BearerDecodeTool(CLOCK, REDACTOR, policy(false));
    for (String audience : List.of("\"https://other.example/mcp\"", "[]")) {
      String token = jwt(HEADER, GOOD.replace("\"https://mcp.example.com/mcp\"", audience));
      ToolRun run =
          argument
              ? ToolRun.of(tool, Headers.NONE, "{\"token\":\"" + token + "\"}")
              : ToolRun.of(tool, request("Bearer " + token), Json.object());
      String id = audience.equals("[]") ? "TOKEN_AUDIENCE_MISSING" : "AUTH_AUDIENCE_MISMATCH";
      assertEquals(List.of(id), run.findings());
      assertEquals("ERROR", run.finding(id).path("severity").textValue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"aud", "iss"})
  void v06_missingClaimIsAnErrorWhereItIsExpected(String claim) {
    String payload = GOOD.replaceFirst("\"" + claim + "\":\"[^\"]*\",", "");
    String arguments =
        "{\"token\":\""
            + jwt(HEADER, payload)
            + "\",\"expectedAudience\":\"https://mcp.example.com/mcp\","
            + "\"expectedIssuer\":\"https://as.example.com\"}";
    ToolRun run = ToolRun.of(new BearerDecodeTool(CLOCK, REDACTOR), Headers.NONE, arguments);
    String id = claim.equals("aud") ? "TOKEN_AUDIENCE_MISSING" : "AUTH_ISSUER_MISMATCH";
    assertEquals(List.of(id), run.findings());
    assertEquals("ERROR", run.finding(id).path("severity").textValue());
  }

  @ParameterizedTest
  @CsvSource({
    "https://mcp.example.com/mcp, true",
    "api://0b1c2d3e, true",
    "0b1c2d3e-0000-4000-8000-000000000000, true",
    "api://0b1c2d3f, false",
    "https://mcp.example.com, false"
  })
  void v07_configuredAudiencesAreAcceptedBesideTheUrl(String audience, boolean accepted) {
    TokenPolicy policy = policy(true, "api://0b1c2d3e", "0b1c2d3e-0000-4000-8000-000000000000");
    String line = "Bearer " + jwt(HEADER, GOOD.replace("https://mcp.example.com/mcp", audience));
    String expected = accepted ? "" : "AUTH_AUDIENCE_MISMATCH";
    for (Tool tool :
        List.of(
            new PrintHeaderTool(REDACTOR, "pod-7", policy),
            new AuthContextTool(CLOCK, REDACTOR, policy),
            new BearerDecodeTool(CLOCK, REDACTOR, policy))) {
      assertEquals(expected, ids(findings(tool, request(line))));
    }
    assertEquals(
        accepted, new TokenAuthorization(CLOCK, REDACTOR, policy).refusal(request(line)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"exp\":1734697800', '\"exp\":1734695000', TOKEN_EXPIRED",
    "https://mcp.example.com/mcp, https://other.example, AUTH_AUDIENCE_MISMATCH",
    "tools:call, tools:read, AUTH_SCOPE_MISSING"
  })
  void v05_statusSaysThatTheCredentialsHaveAFlaw(String good, String bad, String finding) {
    var tool = new AuthContextTool(CLOCK, REDACTOR, policy(false));
    ToolRun run = ToolRun.of(tool, request(with(good, bad)), Json.object());
    assertEquals("CREDENTIALS REFUSED", run.facts().path("status").textValue());
    assertTrue(
        run.text().contains("⚠️ Authentication Status: credentials present, but " + finding + "\n"),
        run.text());
    ToolRun sound = ToolRun.of(tool, request("Bearer " + jwt(HEADER, GOOD)), Json.object());
    assertEquals("AUTHENTICATED", sound.facts().path("status").textValue());
  }

  @Test
  void v09_claimsOfANestedTokenAreRead() {
    String inner = jwt("{\"alg\":\"ES256\"}", GOOD);
    String token =
        base64("{\"alg\":\"RS256\",\"kid\":\"k\",\"cty\":\"jwt\"}")
            + "."
            + base64(inner)
            + "."
            + TokenFixtures.SIGNATURE;
    ToolRun run =
        ToolRun.of(
            new BearerDecodeTool(CLOCK, REDACTOR), Headers.NONE, "{\"token\":\"" + token + "\"}");
    assertEquals(List.of("TOKEN_NESTED"), run.findings());
    assertEquals("alice", run.facts().at("/payload/sub").textValue());
  }

  @Test
  void v09_textOfAnotherClaimIsReadAsTheTimeThatItIs() {
    String payload = GOOD.replace("\"jti\"", "\"updated_at\":\"2024-12-19T12:00:00.000Z\",\"jti\"");
    ToolRun run =
        ToolRun.of(
            new BearerDecodeTool(CLOCK, REDACTOR),
            Headers.NONE,
            "{\"token\":\"" + jwt(HEADER, payload) + "\"}");
    assertEquals(List.of(), run.findings());
    assertTrue(
        run.text().contains("Profile Updated At: 2024-12-19 12:00:00 UTC (\"2024-12-19T12:00"),
        run.text());
  }

  @ParameterizedTest
  @CsvSource({
    "HS256, 32",
    "HS384, 48",
    "HS512, 64",
    "ES256, 64",
    "ES256K, 64",
    "ES384, 96",
    "ES512, 132",
    "EdDSA, 64",
    "EdDSA, 114",
    "Ed25519, 64",
    "Ed448, 114",
    "RS256, 256",
    "RS256, 384",
    "RS512, 512",
    "PS256, 1024"
  })
  void v01_signatureHasTheLengthOfItsAlgorithm(String algorithm, int length) {
    for (int difference : List.of(0, -1, 1, -150)) {
      int bytes = Math.max(1, length + difference);
      String token =
          base64("{\"alg\":\"" + algorithm + "\",\"kid\":\"k\"}")
              + "."
              + base64(GOOD.replace("https://as", "as"))
              + "."
              + base64(new byte[bytes]);
      ToolRun run =
          ToolRun.of(
              new BearerDecodeTool(CLOCK, REDACTOR), Headers.NONE, "{\"token\":\"" + token + "\"}");
      assertEquals(difference != 0, run.findings().contains("TOKEN_SIGNATURE_LENGTH"), run.text());
    }
  }

  @Test
  void v01_theKnownReplacementIsNamed() {
    String good = jwt(HEADER, GOOD);
    String line =
        "Bearer " + good.substring(0, good.lastIndexOf('.') + 1) + "SIGNATURE_REMOVED_BY_GOOGLE";
    JsonNode finding =
        findings(new PrintHeaderTool(REDACTOR, "pod-7", policy(true)), request(line)).get(0);
    assertEquals("SIGNATURE_REMOVED_BY_GOOGLE", finding.path("evidence").textValue());
    assertTrue(finding.path("fix").textValue().startsWith("Cloud Run"), finding::toString);
  }

  @Test
  void v01_aSignatureInTheFormOfDerIsNamed() {
    byte[] der = new byte[70];
    der[0] = 0x30;
    String token =
        base64("{\"alg\":\"ES256\",\"kid\":\"k\"}") + "." + base64(GOOD) + "." + base64(der);
    ToolRun run =
        ToolRun.of(
            new BearerDecodeTool(CLOCK, REDACTOR), Headers.NONE, "{\"token\":\"" + token + "\"}");
    String evidence = run.finding("TOKEN_SIGNATURE_LENGTH").path("evidence").textValue();
    assertTrue(
        evidence.startsWith("ES256: 70 bytes, expected 64; it is in the form of DER"), evidence);
    assertTrue(
        run.finding("TOKEN_SIGNATURE_LENGTH").path("fix").textValue().contains("P1363"), run::text);
  }

  @ParameterizedTest
  @CsvSource({
    "HS256, 32, true",
    "HS512, 64, true",
    "ES256, 64, true",
    "ES512, 132, true",
    "HS256, 31, false",
    "HS256, 20, false"
  })
  void v01_aSignatureInHexadecimalDigitsIsNamed(String algorithm, int length, boolean isWhole) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 0xA7);
    String digits = HexFormat.of().formatHex(bytes);
    for (String part : List.of(digits, base64(digits))) {
      String header = base64("{\"alg\":\"" + algorithm + "\",\"kid\":\"k\"}");
      String token = header + "." + base64(GOOD) + "." + part;
      ToolRun run =
          ToolRun.of(
              new BearerDecodeTool(CLOCK, REDACTOR), Headers.NONE, "{\"token\":\"" + token + "\"}");
      JsonNode finding = run.finding("TOKEN_SIGNATURE_LENGTH");
      assertEquals(
          isWhole, finding.path("fix").textValue().startsWith("Let the issuer encode"), run::text);
    }
  }

  private static String jwt(String header, String payload) {
    return TokenFixtures.token(header, payload);
  }

  private static String of(String header, String payload) {
    return "Bearer " + jwt(header, payload);
  }

  private static String with(String good, String other) {
    assertTrue(GOOD.contains(good), good);
    return "Bearer " + jwt(HEADER, GOOD.replace(good, other));
  }

  private static CallContext request(String authorization) {
    return CallContext.local(
        Headers.of(
            "Host", "mcp.example.com",
            "X-Forwarded-Proto", "https",
            "Accept", "application/json, text/event-stream",
            "Authorization", authorization),
        ToolRun.NOW);
  }

  private static JsonNode findings(Tool tool, CallContext request) {
    var found = Json.array();
    ToolRun.of(tool, request, Json.object())
        .facts()
        .path("findings")
        .forEach(
            finding -> {
              if (OF_CREDENTIALS.contains(finding.path("id").asText())) {
                found.add(finding);
              }
            });
    return found;
  }

  private static String ids(JsonNode findings) {
    return String.join(" ", findings.findValuesAsText("id"));
  }

  private static Optional<String> firstError(JsonNode findings) {
    for (JsonNode finding : findings) {
      if (finding.path("severity").asText().equals("ERROR")) {
        return Optional.of(finding.path("id").asText());
      }
    }
    return Optional.empty();
  }
}
