package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A good token that something has glued, cut, wrapped or changed on its way. */
class MangledTokenTest {
  private static final String GOOD =
      TokenFixtures.token(
          "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}",
          "{\"iss\":\"https://as.example.com\",\"sub\":\"alice\",\"aud\":\"http://127.0.0.1/mcp\","
              + "\"client_id\":\"c1\",\"iat\":1734694200,\"exp\":1734697800,\"jti\":\"1\"}");
  private static final String JWE =
      TokenFixtures.base64("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..aXY.Y2lwaGVy.dGFn";

  private final Redactor redactor = new Redactor(new byte[] {1, 2, 3});
  private final Clock clock = Clock.fixed(ToolRun.NOW, ZoneOffset.UTC);
  private final Tool bearerDecode = new BearerDecodeTool(clock, redactor);
  private final Tool authContext =
      new AuthContextTool(clock, redactor, PublicUrl.UNKNOWN, List.of());
  private final Tool printHeader = new PrintHeaderTool(redactor, "pod-7");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          Bearer TT                          | AUTH_HEADER_DUPLICATED | two tokens, one glued to the other
          Bearer T.T                         | AUTH_HEADER_DUPLICATED | two tokens, one glued to the other
          Bearer T;T                         | AUTH_HEADER_DUPLICATED | two tokens, one glued to the other
          Bearer T/T                         | AUTH_HEADER_DUPLICATED | two tokens, one glued to the other
          Bearer TTT                         | AUTH_HEADER_DUPLICATED | two tokens, one glued to the other
          Bearer TBearer T                   | AUTH_HEADER_DUPLICATED | two tokens, one glued to the other
          Bearer T Bearer T                  | AUTH_HEADER_DUPLICATED | two tokens, one glued to the other
          Bearer Tbearer: T                  | AUTH_HEADER_DUPLICATED | two tokens, one glued to the other
          Bearer T,T                         | AUTH_HEADER_DUPLICATED | a list joined by commas
          Bearer T, T                        | AUTH_HEADER_DUPLICATED | a list joined by commas
          Bearer "TT"                        | AUTH_HEADER_DUPLICATED | two tokens, one glued to the other
          Bearer \\"T\\"                       | AUTH_QUOTED | 2 quotation marks, with backslashes
          Bearer \\'T\\'                       | AUTH_QUOTED | 2 quotation marks, with backslashes
          \\"Bearer T\\"                       | AUTH_QUOTED | 2 quotation marks, with backslashes
          Bearer {"MCP_TOKEN":"T"}           | AUTH_TOKEN_RESPONSE | the one member of an object
          Bearer {"api-key": "T"}            | AUTH_TOKEN_RESPONSE | the one member of an object
          Bearer {'bearer': 'T',}            | AUTH_TOKEN_RESPONSE | the one member of an object
          Bearer {"refresh_token":"r","access_token":"T"} | AUTH_TOKEN_RESPONSE | access_token of an object
          Bearer {"token":"","access_token":"T"} | AUTH_TOKEN_RESPONSE | access_token of an object
          Bearer {"token":"r","access_token":"T"} | AUTH_TOKEN_RESPONSE | access_token of an object
          Bearer {"kind":"TokenRequest","spec":{"audiences":["a"]},"status":{"token":"T","expirationTimestamp":"2024-12-20T13:00:00Z"}} | AUTH_TOKEN_RESPONSE | status.token of an object of Kubernetes
          Bearer {"status":{"token":"T"},"kind":"ExecCredential"} | AUTH_TOKEN_RESPONSE | status.token of an object of Kubernetes
          Bearer BearerTokens(accessToken=T, refreshToken=null) | AUTH_TOKEN_RESPONSE | what programs print for an object
          Bearer TokenResponse{scope='a', access_token='T', expires_in=3600} | AUTH_TOKEN_RESPONSE | what programs print for an object
          Bearer #<OAuth2::AccessToken:0x00007f8a @token="T"> | AUTH_TOKEN_RESPONSE | what programs print for an object
          Bearer AccessToken(token='T', expires_on=1) | AUTH_TOKEN_RESPONSE | what programs print for an object
          Bearer Optional[T]                 | AUTH_TOKEN_RESPONSE | what programs print for a list or an object
          Bearer Some("T")                   | AUTH_TOKEN_RESPONSE | what programs print for a list or an object
          Bearer Ok(Some("T"))               | AUTH_TOKEN_RESPONSE | what programs print for a list or an object
          Bearer OAuth2AccessToken(T)        | AUTH_TOKEN_RESPONSE | what programs print for a list or an object
          Bearer {access_token=T, token_type=Bearer} | AUTH_TOKEN_RESPONSE | what programs print for an object
          Bearer @{access_token=T; expires_in=3600} | AUTH_TOKEN_RESPONSE | what programs print for an object
          Bearer map[access_token:T expires_in:3600] | AUTH_TOKEN_RESPONSE | what programs print for an object
          Bearer AccessToken [token=T]       | AUTH_TOKEN_RESPONSE | what programs print for an object
          Bearer &{T Bearer  2024-12-20 13:00:00 +0000 UTC} | AUTH_TOKEN_RESPONSE | what Go prints for an object
          Bearer ["T"]                       | AUTH_TOKEN_RESPONSE | what programs print for a list or an object
          Bearer ['T']                       | AUTH_TOKEN_RESPONSE | what programs print for a list or an object
          Bearer token=T; Path=/             | AUTH_TOKEN_RESPONSE | the value of a cookie
          Bearer access_token=T; HttpOnly; Secure | AUTH_TOKEN_RESPONSE | the value of a cookie
          Bearer a=1; mcp=T; b=2             | AUTH_TOKEN_RESPONSE | the value of a cookie
          Bearer access_token: T             | AUTH_HEADER_NAME | a name before the token
          Bearer token=T                     | AUTH_HEADER_NAME | a name before the token
          Bearer MCP_TOKEN=T                 | AUTH_HEADER_NAME | a name before the token
          Bearer Authorization: Bearer T     | AUTH_HEADER_NAME | "Authorization" in the value
          Bearer MCP_TOKEN=Bearer T          | AUTH_HEADER_NAME | a name before the token
          Bearer export MCP_API_KEY=T        | AUTH_HEADER_NAME | a name before the token
          MCP_TOKEN=T                        | AUTH_HEADER_NAME | a name before the token
          access_token: T                    | AUTH_HEADER_NAME | a name before the token
          """)
  void whatWasMangledIsReadAndTold(String sent, String finding, String evidence) {
    ToolRun run = authorized(bearerDecode, withToken(sent));
    String said = run.finding(finding).path("evidence").asText();
    assertTrue(said.startsWith(evidence), said);
    assertEquals("alice", run.facts().at("/payload/sub").asText(), run.text());
    assertFalse(run.findings().contains("AUTH_CHARACTERS"), run.text());
    boolean isMissed = run.findings().contains("AUTH_SCHEME_MISSING");
    assertFalse(sent.startsWith("Bearer ") && isMissed, run.text());
    ToolRun context = authorized(authContext, withToken(sent));
    assertEquals("CREDENTIALS REFUSED", context.facts().path("status").asText(), context.text());
  }

  private static String withToken(String sent) {
    return sent.replaceAll("(?<![A-Za-z_])T(?=$|[^A-Za-z_]|T|Bearer|bearer)|(?<=\\bT)T", GOOD);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 50, 200, 400})
  void tokenThatIsCutByCommasIsOne(int at) {
    for (String comma : List.of(", ", ",")) {
      String cut = GOOD.substring(0, at) + comma + GOOD.substring(at);
      ToolRun run = authorized(bearerDecode, "Bearer " + cut);
      boolean isTold = comma.equals(", ");
      assertEquals(isTold, run.findings().contains("AUTH_WHITE_SPACE"), run.text());
      assertEquals(!isTold, run.findings().contains("AUTH_CHARACTERS"), run.text());
      assertFalse(run.findings().contains("AUTH_HEADER_DUPLICATED"), run.text());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {120, 150, 151, 152, 153, 154, 200})
  void tokenThatWasCutHasOneCause(int length) {
    String token = GOOD.substring(0, length);
    ToolRun run = authorized(bearerDecode, "Bearer " + token);
    assertTrue(run.findings().contains("TOKEN_PART_UNREADABLE"), run.text());
    assertFalse(run.findings().contains("TOKEN_ENCODING"), run.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"user:T", ":T", "T:", "oauth2accesstoken:T", "T"})
  void jwtInBasicIsMeantForABearerToken(String pair) {
    String basic =
        Base64.getEncoder()
            .encodeToString(pair.replace("T", GOOD).getBytes(StandardCharsets.UTF_8));
    ToolRun run = authorized(bearerDecode, "Basic " + basic);
    assertTrue(run.findings().contains("AUTH_SCHEME_NOT_BEARER"), run.text());
    assertEquals("alice", run.facts().at("/payload/sub").asText());
  }

  @Test
  void passwordThatIsNoJwtIsNone() {
    ToolRun run = authorized(authContext, "Basic dXNlcjpwYXNzd29yZA==");
    assertEquals(List.of("AUTH_SCHEME_UNUSED"), run.findings());
  }

  @ParameterizedTest
  @CsvSource({
    "Basic ZFhObGNqcHdZWE56, AUTH_BASIC_MALFORMED",
    "Basic user:pass, AUTH_BASIC_MALFORMED",
    "basic user:, AUTH_BASIC_MALFORMED",
    "Basic Basic dXNlcjpwYXNz, AUTH_SCHEME_REPEATED",
    "Basic dXNlcjpwYXNz, ''",
    "Basic OnBhc3N3b3Jk, ''",
    "Basic dXNlcjo=, ''",
    "Digest username=ann, ''"
  })
  void basicIsAPairEncodedOnce(String sent, String finding) {
    ToolRun run = authorized(authContext, sent);
    List<String> found = run.findings();
    assertEquals(
        finding.isEmpty() ? List.of("AUTH_SCHEME_UNUSED") : List.of(finding, "AUTH_SCHEME_UNUSED"),
        found.stream().filter(id -> id.startsWith("AUTH_")).toList(),
        run.text());
  }

  @Test
  void tokenInOneCaseIsNoOpaqueOne() {
    for (String token :
        List.of(
            GOOD.toLowerCase(Locale.ROOT),
            GOOD.toUpperCase(Locale.ROOT),
            JWE.toLowerCase(Locale.ROOT))) {
      ToolRun run = authorized(bearerDecode, "Bearer " + token);
      assertEquals(List.of("TOKEN_PART_UNREADABLE"), run.findings(), run.text());
      assertTrue(run.finding("TOKEN_PART_UNREADABLE").path("fix").asText().contains("toLowerCase"));
    }
  }

  @Test
  void jweHasEnc() {
    assertEquals(List.of("TOKEN_ENCRYPTED"), authorized(bearerDecode, "Bearer " + JWE).findings());
    String without = TokenFixtures.base64("{\"alg\":\"dir\"}") + JWE.substring(JWE.indexOf('.'));
    assertTrue(
        authorized(bearerDecode, "Bearer " + without).findings().contains("TOKEN_NOT_A_JWT"));
    ToolRun two = authorized(authContext, "Bearer " + JWE + JWE);
    assertEquals("CREDENTIALS REFUSED", two.facts().path("status").asText(), two.text());
  }

  @Test
  void anEmptyHeaderIsOneFinding() {
    for (String empty : List.of("", " ", "Bearer", "Bearer ")) {
      for (Tool tool : List.of(authContext, printHeader)) {
        String arguments = tool == printHeader ? "{\"expect\":[\"Authorization\"]}" : "{}";
        ToolRun run = ToolRun.of(tool, Headers.of("Authorization", empty), arguments);
        List<String> ofHeader =
            run.findings().stream().filter(id -> id.matches("(AUTH|HEADER)_.*")).toList();
        assertEquals(List.of("AUTH_TOKEN_EMPTY"), ofHeader, run.text());
      }
    }
  }

  private static ToolRun authorized(Tool tool, String value) {
    return ToolRun.of(tool, Headers.of("Authorization", value));
  }
}
