package io.github.mcpecho.diagnosis;

import static io.github.mcpecho.diagnosis.TokenFixtures.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bearerDecode says is wrong with a token that it can read. */
class TokenVerdictTest {
  private static final String GOOD_HEADER = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}";

  /** Issued half an hour before, for another half an hour. */
  private static final String GOOD_PAYLOAD =
      "{\"iss\":\"https://as.example.com\",\"sub\":\"alice\",\"aud\":\"https://mcp.example.com/mcp\",\"client_id\":\"c1\",\"scope\":\"tools:read"
          + " tools:call\",\"iat\":1734694200,\"exp\":1734697800,\"jti\":\"1\"}";

  private final BearerDecodeTool tool =
      new BearerDecodeTool(
          Clock.fixed(ToolRun.NOW, ZoneOffset.UTC),
          new Redactor("key".getBytes(StandardCharsets.UTF_8)));

  @Test
  void goodTokenGivesNoFinding() {
    ToolRun run =
        decode(
            GOOD_HEADER,
            GOOD_PAYLOAD,
            arguments()
                .put("expectedAudience", "https://mcp.example.com/mcp")
                .put("expectedIssuer", "https://as.example.com")
                .set("expectedScopes", Json.array().add("tools:read").add("tools:call")));
    assertEquals(List.of(), run.findings());
    assertTrue(
        run.text()
            .contains(
                """
                  Lifetime: 1 hour (50% used) ██████████░░░░░░░░░░
                  Status: VALID, expires in 30 minutes
                  Leeway: 0 s accepted, 60 s accepted, 300 s accepted
                  Server Clock: 2024-12-20 12:00:00 UTC
                """),
        run.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"alg":"none","kid":"k"}                                 | TOKEN_ALG_NONE
          {"alg":"NoNe","kid":"k"}                                 | TOKEN_ALG_NONE
          {"kid":"k"}                                              | TOKEN_ALG_MISSING
          {"alg":5,"kid":"k"}                                      | TOKEN_ALG_MISSING
          {"alg":"rs256","kid":"k"}                                | TOKEN_ALG_UNKNOWN
          {"alg":"HS256","kid":"k"}                                | TOKEN_ALG_SYMMETRIC
          {"alg":"RS256"}                                          | TOKEN_KEY_ID_MISSING
          {"alg":"RS256","kid":"../../dev/null"}                   | TOKEN_KEY_ID_SUSPICIOUS
          {"alg":"RS256","kid":"x' UNION SELECT 'a"}               | TOKEN_KEY_ID_SUSPICIOUS
          {"alg":"RS256","kid":"k","jku":"https://evil.example/k"} | TOKEN_KEY_URL
          {"alg":"RS256","kid":"k","x5u":"https://evil.example/k"} | TOKEN_KEY_URL
          {"alg":"RS256","kid":"k","x5c":["MIIB"]}                 | TOKEN_KEY_EMBEDDED
          {"alg":"ES256","kid":"k","jwk":{"kty":"EC"}}             | TOKEN_KEY_EMBEDDED
          {"alg":"ES256","kid":"k","jwk":{"kty":"EC","d":"AA"}}    | TOKEN_KEY_PRIVATE
          {"alg":"RS256","kid":"k","crit":["exp"]}                 | TOKEN_CRITICAL_UNKNOWN
          {"alg":"RS256","kid":"k","crit":"exp"}                   | TOKEN_CRITICAL_UNKNOWN
          {"alg":"ES256","kid":"k","typ":"dpop+jwt"}               | TOKEN_TYPE_WRONG
          {"alg":"ES256","kid":"k","typ":"application/logout+JWT"} | TOKEN_TYPE_WRONG
          {"alg":"RS256","kid":"k","typ":"id+jwt"}                 | TOKEN_TYPE_WRONG
          {"alg":"RS256","kid":"k","typ":"vp+jwt"}                 | TOKEN_TYPE_WRONG
          {"alg":"RS256","kid":"k","typ":"dc+sd-jwt"}              | TOKEN_TYPE_WRONG
          {"alg":"RS256","kid":"k","typ":"of-tomorrow+jwt"}        | TOKEN_TYPE_WRONG
          {"alg":"ES256","kid":"k","typ":"passport"}               | TOKEN_TYPE_WRONG
          {"alg":"RS256","kid":"k","cty":"jwt"}                    | TOKEN_NESTED
          {"alg":"RS256","kid":"k","b64":false,"crit":["b64"]}     | TOKEN_PAYLOAD_DETACHED
          {"alg":"RS256","kid":"k","typ":7}                        | TOKEN_REFUSED_BY_LIBRARY
          """)
  void badHeaderIsFound(String header, String finding) {
    ToolRun run = decode(header, GOOD_PAYLOAD, arguments());
    assertTrue(run.findings().contains(finding), run.text());
  }

  @ParameterizedTest
  @CsvSource({
    "aud,${MCP_URL},true",
    "aud,https://${HOST}/mcp,true",
    "iss,{{issuer}},true",
    "iss,https://{{host}}/realms/r,true",
    "aud,<your-api>,true",
    "aud,https://mcp.example.com/mcp,false",
    "aud,api://default,false",
    "aud,token,false",
    "iss,https://login.microsoftonline.com/{tenantid}/v2.0,false"
  })
  void aVariableInAClaimIsTheCause(String claim, String value, boolean found) {
    ToolRun run = decode(GOOD_HEADER, "{\"" + claim + "\":\"" + value + "\"}", arguments());
    assertEquals(found, run.findings().contains("TOKEN_CLAIM_PLACEHOLDER"), run.text());
    assertFalse(found && run.findings().contains("AUTH_AUDIENCE_DIFFERS"), run.text());
    assertFalse(found && run.findings().contains("TOKEN_ISSUER_UNUSUAL"), run.text());
  }

  @ParameterizedTest
  @CsvSource({
    "https://mcp.example.com/,https://mcp.example.com/mcp,false",
    "https://mcp.example.com,https://mcp.example.com/mcp,false",
    "https://as.example.com,https://mcp.example.com/mcp,true",
    "https://mcp.example.com:8443,https://mcp.example.com/mcp,true",
    "https://as.example.com,api,true"
  })
  void sharedSecretIsRightWhereTheServerIssuesItsOwnTokens(
      String issuer, String audience, boolean found) {
    ToolRun run =
        decode(
            "{\"alg\":\"HS256\",\"kid\":\"k\"}",
            "{\"iss\":\"" + issuer + "\",\"aud\":\"" + audience + "\"}",
            arguments());
    assertEquals(found, run.findings().contains("TOKEN_ALG_SYMMETRIC"), run.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"exp":1734695999}                      | TOKEN_CLOCK_SKEW
          {"exp":1734695941}                      | TOKEN_CLOCK_SKEW
          {"exp":1734695940}                      | TOKEN_EXPIRED
          {"exp":0}                               | TOKEN_EXPIRED
          {"nbf":1734696060}                      | TOKEN_CLOCK_SKEW
          {"nbf":1734696061}                      | TOKEN_NOT_YET_VALID
          {"iat":1734696001}                      | TOKEN_ISSUED_IN_FUTURE
          {"iat":1734700000,"exp":1734699999}     | TOKEN_TIMES_CONTRADICT
          {"nbf":1734700000,"exp":1734700000}     | TOKEN_TIMES_CONTRADICT
          {"iat":1734690000,"exp":1734776401}     | TOKEN_LIFETIME_LONG
          {"iat":1734690000}                      | TOKEN_EXPIRY_REQUIRED
          {"exp":1734697800000}                   | TOKEN_TIME_IN_MILLISECONDS
          {"exp":"1734697800"}                    | TOKEN_TIME_NOT_A_NUMBER
          {"exp":"soon"}                          | TOKEN_TIME_NOT_A_NUMBER
          {"exp":1e400}                           | TOKEN_TIME_NOT_A_NUMBER
          {"exp":1734697800.5}                    | TOKEN_TIME_FRACTION
          {"exp":253402300800}                    | TOKEN_TIME_IN_MILLISECONDS
          """)
  void badTimeIsFound(String payload, String finding) {
    ToolRun run = decode(GOOD_HEADER, payload, arguments());
    assertTrue(run.findings().contains(finding), run.text());
  }

  @ParameterizedTest
  @CsvSource({
    "1734696001,'0 s accepted, 60 s accepted, 300 s accepted'",
    "1734696000,'0 s refused, 60 s accepted, 300 s accepted'",
    "1734695940,'0 s refused, 60 s refused, 300 s accepted'",
    "1734695700,'0 s refused, 60 s refused, 300 s refused'"
  })
  void leewaysOfOtherServersAreTold(long exp, String verdicts) {
    ToolRun run = decode(GOOD_HEADER, "{\"exp\":" + exp + "}", arguments());
    assertEquals(verdicts, run.facts().at("/timeline/leeway").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"iat":1734694200,"exp":1734697800} | VALID         | {"now":1734696000,"iat":1734694200,\
          "exp":1734697800,"expired":false,"notYetValid":false,"secondsLeft":1800,\
          "acceptedWithLeeway":{"0":true,"60":true,"300":true}}
          {"exp":1734695900}                  | EXPIRED       | {"now":1734696000,"exp":1734695900,\
          "expired":true,"notYetValid":false,"secondsLeft":-100,\
          "acceptedWithLeeway":{"0":false,"60":false,"300":true}}
          {"nbf":1734696050}                  | NOT_YET_VALID | {"now":1734696000,"nbf":1734696050,\
          "expired":false,"notYetValid":true,\
          "acceptedWithLeeway":{"0":false,"60":true,"300":true}}
          """)
  void timesAreThereForProgramsToo(String payload, String status, String numbers) {
    ToolRun run = decode(GOOD_HEADER, payload, arguments());
    assertEquals(numbers, run.facts().at("/timeline/numbers").toString());
    assertEquals(status, run.facts().at("/timeline/status").asText());
    assertTrue(run.text().contains("Status: " + status.replace('_', ' ')), run.text());
  }

  /** A JWT-SVID says by its subject who issued it. */
  @ParameterizedTest
  @CsvSource({
    "spiffe://acme.dev/agent, false",
    "spiffe://prod.example.org/ns/mcp/sa/client, false",
    "https://acme.dev/agent, true",
    "agent, true"
  })
  void v04_anIssuerIsMissedUnlessTheSubjectNamesATrustDomain(String subject, boolean missed) {
    ToolRun run =
        decode(
            GOOD_HEADER,
            "{\"aud\":[\"https://mcp.example.com/mcp\"],\"sub\":\"" + subject + "\"}",
            arguments());
    assertEquals(missed, run.findings().contains("TOKEN_ISSUER_MISSING"), run.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"aud":"a"}                                       | TOKEN_ISSUER_MISSING
          {"iss":"http://as.example.com"}                   | TOKEN_ISSUER_UNUSUAL
          {"iss":"https://10.0.0.1/realm"}                  | TOKEN_ISSUER_UNUSUAL
          {"iss":"https://[::1]:8080"}                      | TOKEN_ISSUER_UNUSUAL
          {"iss":"auth.example.com/realms/mcp"}             | TOKEN_ISSUER_UNUSUAL
          {"iss":"example.eu.auth0.com/"}                   | TOKEN_ISSUER_UNUSUAL
          {"iss":"keycloak"}                                | TOKEN_ISSUER_UNUSUAL
          {"iss":"https://as.example.com"}                  | TOKEN_AUDIENCE_MISSING
          {"aud":[]}                                        | TOKEN_AUDIENCE_MISSING
          {"aud":""}                                        | TOKEN_AUDIENCE_MISSING
          {"aud":["", " "]}                                 | TOKEN_AUDIENCE_MISSING
          {"aud":"c1","azp":"c1"}                           | TOKEN_AUDIENCE_IS_CLIENT
          {"aud":["c1"],"client_id":"c1"}                   | TOKEN_AUDIENCE_IS_CLIENT
          {"iss":"https://as.example.com"}                  | TOKEN_SUBJECT_MISSING
          {"scp":["a"]}                                     | TOKEN_SCOPE_CLAIM
          {"scp":"a b"}                                     | TOKEN_SCOPE_CLAIM
          {"typ":"Refresh"}                                 | TOKEN_KIND_WRONG
          {"typ":"ID"}                                      | TOKEN_KIND_WRONG
          {"token_use":"id"}                                | TOKEN_KIND_WRONG
          {"drn":"DSR"}                                     | TOKEN_KIND_WRONG
          {"token_type":"refresh"}                          | TOKEN_KIND_WRONG
          {"type":"refresh"}                                | TOKEN_KIND_WRONG
          {"TokenType":"refresh-token"}                     | TOKEN_KIND_WRONG
          {"tokenName":"id_token"}                          | TOKEN_KIND_WRONG
          {"iss":"https://as.example.com","scope":["a"]}    | TOKEN_SCOPE_FORM
          {"client_id":"c1","scope":["a"]}                  | TOKEN_SCOPE_LIST
          {"scope":"a,b"}                                   | TOKEN_SCOPE_FORM
          {"act":{"sub":"agent","act":{"sub":"gateway"}}}   | TOKEN_DELEGATED
          {"inner":"eyJh.eyJi.c2ln"}                        | TOKEN_NESTED
          """)
  void badClaimIsFound(String payload, String finding) {
    ToolRun run = decode(GOOD_HEADER, payload, arguments());
    assertTrue(run.findings().contains(finding), run.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          JWT    | {"aud":"c1","nonce":"n"}               | true
          JWT    | {"aud":"c1","at_hash":"n"}             | true
          JWT    | {"aud":"c1","c_hash":"n","azp":"c1"}   | true
          at+jwt | {"aud":"c1","nonce":"n"}               | false
          JWT    | {"aud":"c1","nonce":"n","scope":"a"}   | false
          JWT    | {"aud":"c1","nonce":"n","typ":"Bearer"} | false
          JWT    | {"aud":"c1","azp":"c1"}                | false
          """)
  void v08_tokenIsAnIdTokenOnlyIfNothingSaysOtherwise(String typ, String payload, boolean id) {
    ToolRun run = decode(GOOD_HEADER.replace("at+jwt", typ), payload, arguments());
    assertEquals(id, run.findings().contains("TOKEN_IS_ID_TOKEN"), run.text());
    assertEquals(
        !id && payload.contains("azp"), run.findings().contains("TOKEN_AUDIENCE_IS_CLIENT"));
    assertFalse(run.text().contains("looks like an ID token"), run.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"scp":"tools:read tools:call"}  | TOKEN_SCOPE_FORM
          {"typ":"Bearer"}                 | TOKEN_KIND_WRONG
          {"token_use":"access"}           | TOKEN_KIND_WRONG
          {"token_type":"access"}          | TOKEN_KIND_WRONG
          {"type":"id"}                    | TOKEN_KIND_WRONG
          {"drn":"DS"}                     | TOKEN_KIND_WRONG
          {"tokenName":"access_token"}     | TOKEN_KIND_WRONG
          {"scope":"a","scp":["a"]}        | TOKEN_SCOPE_CLAIM
          """)
  void healthyClaimIsNotFound(String payload, String finding) {
    assertFalse(decode(GOOD_HEADER, payload, arguments()).findings().contains(finding));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"sub":"user","act":{"sub":"now"}}                      | now acts for user
          {"sub":"user","act":{"sub":"now","act":{"sub":"then"}}} | now acts for user; acted before: then
          {"act":{"client_id":"c"}}                               | an actor without sub acts for a missing sub
          """)
  void outermostActorActsForTheSubject(String payload, String evidence) {
    ToolRun run = decode(GOOD_HEADER, payload, arguments());
    assertEquals(evidence, run.finding("TOKEN_DELEGATED").path("evidence").asText());
  }

  @Test
  void anEncryptedOrUnsignedTokenNeedsNoKeyId() {
    String encrypted =
        TokenFixtures.base64("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..aXY.Y2lwaGVy.dGFn";
    Headers headers = Headers.of("Authorization", "Bearer " + encrypted);
    assertEquals(List.of("TOKEN_ENCRYPTED"), ToolRun.of(tool, headers).findings());
    ToolRun none = decode("{\"alg\":\"none\"}", GOOD_PAYLOAD, arguments());
    assertFalse(none.findings().contains("TOKEN_KEY_ID_MISSING"), none.text());
  }

  /** What such a JWT says of audience, scopes, keys and times is meant for whom it is for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dpop+jwt                     | DPoP header
          oauth-id-jag+jwt             | grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer
          client-authentication+jwt    | token endpoint
          oauth-client-attestation+jwt | OAuth-Client-Attestation
          token-introspection+jwt      | introspection endpoint
          logout+jwt                   | backchannel_logout_uri
          oauth-authz-req+jwt          | authorization request
          openid4vci-proof+jwt         | credential endpoint
          entity-statement+jwt         | federation
          oauth-authz-resp+jwt         | Send the access token
          """)
  void jwtOfAnExplicitTypeIsToldWhereItBelongs(String type, String where) {
    String payload =
        "{\"iss\":\"c\",\"sub\":\"c\",\"aud\":\"https://as.example.com\",\"nonce\":\"n\",\"iat\":1734694200,"
            + "\"cnf\":{\"jwk\":{\"kty\":\"EC\"}}}";
    ToolRun run = decode(GOOD_HEADER.replace("at+jwt", type), payload, arguments());
    assertEquals(List.of("TOKEN_TYPE_WRONG"), run.findings());
    String fix = run.finding("TOKEN_TYPE_WRONG").path("fix").asText();
    assertTrue(fix.contains(where), fix);
    assertEquals(type.startsWith("dpop"), fix.contains("DPoP"), fix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt", "JOSE", "", "Bearer"})
  void typeThatSaysNothingElseIsNoFinding(String type) {
    ObjectNode arguments = arguments().put("expectedAudience", "https://mcp.example.com/mcp");
    ToolRun run = decode(GOOD_HEADER.replace("at+jwt", type), GOOD_PAYLOAD, arguments);
    assertEquals(List.of(), run.findings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"realm_access":{"roles":["admin"]}}              | ; realm_access.roles holds admin, which is a right, but no scope
          {"resource_access":{"mcp":{"roles":["admin"]}}}   | ; resource_access.mcp.roles holds admin, which is a right, but no scope
          {"cognito:groups":["admin"]}                      | ; cognito:groups holds admin, which is a right, but no scope
          {"urn:zitadel:iam:org:project:roles":{"admin":{}}} | ; urn:zitadel:iam:org:project:roles holds admin, which is a right, but no scope
          {"scope":"https://api.example.com/admin"}         | , granted as https://api.example.com/admin
          {"realm_access":{"roles":["other"]}}              | ``
          {"email":["admin"]}                               | ``
          """)
  void scopeThatIsGrantedUnderAnotherNameIsHintedAt(String payload, String hint) {
    ObjectNode arguments = arguments();
    arguments.putArray("expectedScopes").add("admin");
    ToolRun run = decode(GOOD_HEADER, payload, arguments);
    assertEquals(
        "missing: admin" + hint, run.finding("AUTH_SCOPE_MISSING").path("evidence").asText());
  }

  @Test
  void scopeThatEntraGrantsAsARoleIsHintedAt() {
    ObjectNode arguments = arguments();
    arguments.putArray("expectedScopes").add("Tools.Read").add("Tools.Call");
    ToolRun run = decode(GOOD_HEADER, "{\"roles\":[\"Tools.Read\"]}", arguments);
    assertEquals(
        "missing: Tools.Read Tools.Call; roles holds Tools.Read, as Entra ID grants it to an"
            + " application without a user: let the server read roles",
        run.finding("AUTH_SCOPE_MISSING").path("evidence").asText());
  }

  @Test
  void timeThatIsAStringIsShownAsOne() {
    ToolRun run = decode(GOOD_HEADER, "{\"exp\":\"1734697800\"}", arguments());
    assertEquals(
        "exp: \"1734697800\"", run.finding("TOKEN_TIME_NOT_A_NUMBER").path("evidence").asText());
  }

  @Test
  void manyGroupsAreMeasured() {
    String groups = "\"g\",".repeat(100) + "\"g\"";
    ToolRun run = decode(GOOD_HEADER, "{\"groups\":[" + groups + "]}", arguments());
    assertEquals(
        "groups: 101 entries, 405 bytes",
        run.finding("TOKEN_GROUPS_LARGE").path("evidence").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"hasgroups":true}                                            | hasgroups
          {"hasgroups":"true"}                                          | hasgroups
          {"_claim_names":{"groups":"src1"},"_claim_sources":{"src1":{"endpoint":"https://graph.example/x"}}} | _claim_names: groups
          """)
  void groupsThatDidNotFitAreNamed(String payload, String evidence) {
    ToolRun run = decode(GOOD_HEADER, payload, arguments());
    assertEquals(evidence, run.finding("TOKEN_GROUPS_OVERAGE").path("evidence").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"hasgroups\":false}", "{\"_claim_names\":{\"address\":\"a\"}}", "{}"})
  void groupsThatWereNotLeftOutAreNotReportedAsMissing(String payload) {
    assertFalse(
        decode(GOOD_HEADER, payload, arguments()).findings().contains("TOKEN_GROUPS_OVERAGE"));
  }

  @Test
  void timesSayHowFarAwayTheyAre() {
    String payload = "{\"nbf\":1734696060,\"auth_time\":1734609600,\"updated_at\":\"x\"}";
    String text = decode(GOOD_HEADER, payload, arguments()).text();
    assertTrue(
        text.contains(
            """
              Not Before: 2024-12-20 12:01:00 UTC (1734696060), in 1 minute
              Authenticated At: 2024-12-19 12:00:00 UTC (1734609600), 1 day ago
              Profile Updated At: not a time (1 characters)
            """),
        text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://mcp.example.com/mcp/     | ; equal after ignoring the trailing slash
          https://MCP.example.com/mcp      | ; equal after ignoring upper and lower case
          https://mcp.example.com:443/mcp  | ; equal after ignoring the default port
          https://mcp.example.com:8443/mcp | ; equal after ignoring the port
          http://mcp.example.com/mcp       | ; equal after ignoring http and https
          https://mcp.example.com          | ; equal after ignoring the path
          https://mcp.example.com/sse      | ; equal after ignoring the path
          http://MCP.example.com/mcp/      | ; equal after ignoring the trailing slash, \
          upper and lower case, http and https
          https://mcp.example.com/mcp#a    | ; equal after ignoring the fragment
          https://mcp.example.com/mcp?a=b  | ; equal after ignoring the query
          https%3A%2F%2Fmcp.example.com%2Fmcp | ; equal after ignoring percent-encoding
          https://mcp.example.com%2Fmcp    | ; equal after ignoring percent-encoding
          mcp.example.com/mcp              | ; equal after ignoring the scheme
          mcp.example.com/mcp/             | ; equal after ignoring the trailing slash, the scheme
          mcp.example.com                  | ; equal after ignoring the path, the scheme
          https://mpc.example.com/mcp      | ; equal after ignoring a letter or two of the host name
          https://mcp.exmple.com/mcp       | ; equal after ignoring a letter or two of the host name
          https://mcp.examplee.com/mcp     | ; equal after ignoring a letter or two of the host name
          https://mcp2.example.com/mcp     | ''
          https://app.example.com/mcp      | ''
          https://mpc.example.com/sse      | ''
          https://mcp.example.org/mcp      | ''
          ftp://mpc.example.com/mcp        | ''
          https://other.example.com/mcp    | ''
          c1                               | ''
          """)
  void audienceIsComparedByteForByteWithAHint(String audience, String hint) {
    ToolRun run =
        decode(
            GOOD_HEADER,
            "{\"aud\":\"" + audience + "\"}",
            arguments().put("expectedAudience", "https://mcp.example.com/mcp"));
    assertEquals(
        "expected https://mcp.example.com/mcp, found " + audience + hint,
        run.finding("AUTH_AUDIENCE_MISMATCH").path("evidence").asText());
  }

  /** What mends the issuer has to be told before what its tokens usually lack. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [\\"MCP\\",\\"account\\"]    | a JSON array
          ['account', 'MCP']           | a JSON array
          MCP,account                  | a JSON array
          account;MCP                  | a JSON array
          account MCP                  | a JSON array
          account, MCP/                | a JSON array
          MCP#frag                     | Write the URL alike
          mcp.example.com/mcp          | Write the URL alike
          https%3A%2F%2Fmcp.example.com%2Fmcp | Write the URL alike
          https://mcp.exampel.com/mcp  | Write the URL alike
          account                      | Included Custom Audience
          account,other                | Included Custom Audience
          """)
  void audienceThatIsAlmostRightIsMendedAsThat(String audience, String fix) {
    String payload =
        "{\"iss\":\"https://sso.example.com/realms/r\",\"typ\":\"Bearer\",\"azp\":\"c\",\"aud\":\""
            + audience.replace("MCP", "https://mcp.example.com/mcp")
            + "\"}";
    ObjectNode expected = arguments().put("expectedAudience", "https://mcp.example.com/mcp");
    ToolRun run = decode(GOOD_HEADER, payload, expected);
    String told = run.finding("AUTH_AUDIENCE_MISMATCH").path("fix").asText();
    assertTrue(told.contains(fix), told);
    String inferred = payload.replace("https://mcp.example.com", "http://127.0.0.1");
    if (fix.equals("a JSON array")) {
      JsonNode warned = decode(GOOD_HEADER, inferred, arguments()).finding("AUTH_AUDIENCE_DIFFERS");
      assertTrue(warned.path("fix").asText().contains(fix), warned::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://as.example.com/token_keys, false",
    "https://as.example.com, false",
    "https://as.example.com.evil.example/token_keys, true",
    "https://as.example.com:8443/token_keys, true",
    "https://as.example.com@evil.example/token_keys, true",
    "http://as.example.com/token_keys, true",
    "https://evil.example/as.example.com, true",
  })
  void keysOnTheHostOfTheIssuerAreNoStrangers(String url, boolean told) {
    for (String name : List.of("jku", "x5u")) {
      String header = GOOD_HEADER.replace("}", ",\"" + name + "\":\"" + url + "\"}");
      ToolRun run = decode(header, GOOD_PAYLOAD, arguments());
      assertEquals(told, run.findings().contains("TOKEN_KEY_URL"), run.text());
    }
  }

  @Test
  void keyOfAnotherHostIsToldBesideOneOfTheIssuer() {
    String header =
        GOOD_HEADER.replace(
            "}", ",\"jku\":\"https://as.example.com/k\",\"x5u\":\"https://evil.example/k\"}");
    ToolRun run = decode(header, GOOD_PAYLOAD, arguments());
    String evidence = run.finding("TOKEN_KEY_URL").path("evidence").asText();
    assertTrue(evidence.startsWith("x5u"), evidence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Refresh", "Offline"})
  void secretThatSignedATokenOfAnotherKindIsNoFault(String type) {
    String header = GOOD_HEADER.replace("RS256", "HS512");
    String payload = GOOD_PAYLOAD.replace("\"jti\"", "\"typ\":\"" + type + "\",\"jti\"");
    assertEquals(
        List.of("TOKEN_KIND_WRONG"),
        decode(header.replace("at+jwt", "JWT"), payload, arguments()).findings());
  }

  @Test
  void oneOfSeveralAudiencesIsEnough() {
    ToolRun run =
        decode(
            GOOD_HEADER,
            "{\"aud\":[\"account\",\"https://mcp.example.com/mcp\"]}",
            arguments().put("expectedAudience", "https://mcp.example.com/mcp"));
    assertFalse(run.findings().contains("AUTH_AUDIENCE_MISMATCH"));
  }

  @Test
  void issuerIsComparedByteForByteWithAHint() {
    ToolRun run =
        decode(
            GOOD_HEADER,
            GOOD_PAYLOAD,
            arguments().put("expectedIssuer", "https://as.example.com/"));
    assertEquals(
        "expected https://as.example.com/, found https://as.example.com"
            + "; equal after ignoring the trailing slash",
        run.finding("AUTH_ISSUER_MISMATCH").path("evidence").asText());
  }

  @Test
  void missingScopesGiveTheChallengeThatWouldFollow() {
    ObjectNode arguments = arguments();
    arguments.putArray("expectedScopes").add("tools:read").add("tools:admin");
    ToolRun run = decode(GOOD_HEADER, GOOD_PAYLOAD, arguments);
    assertEquals(
        "missing: tools:admin", run.finding("AUTH_SCOPE_MISSING").path("evidence").asText());
    assertEquals(
        "A server answers 403 with WWW-Authenticate: Bearer error=\"insufficient_scope\","
            + " scope=\"tools:read tools:admin\", resource_metadata=\"http://127.0.0.1/.well-known/"
            + "oauth-protected-resource/mcp\"; the client then asks for these scopes.",
        run.finding("AUTH_SCOPE_MISSING").path("fix").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"scope":"a b"}
          {"scp":"a b"}
          {"scp":["a","b"]}
          {"permissions":["a","b"]}
          {"scope":"a","permissions":["b"]}
          {"scope":"a,b"}
          {"scope":"a, b"}
          {"scp":"a,b"}
          {"scope":["a","b"]}
          """)
  void scopesAreFoundInAnyOfTheUsualClaims(String payload) {
    ObjectNode arguments = arguments();
    arguments.putArray("expectedScopes").add("a").add("b");
    ToolRun run = decode(GOOD_HEADER, payload, arguments);
    assertFalse(run.findings().contains("AUTH_SCOPE_MISSING"), run.text());
  }

  /** Where the scope is there and no server reads it, to ask for it once more is no fix. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"scope":"[\\"mcp:tools\\"]"}             | TOKEN_SCOPE_FORM | scope: ["mcp:tools"]
          {"scope":"[\\"a\\",\\"mcp:tools\\"]"}     | TOKEN_SCOPE_FORM | scope: ["a","mcp:tools"]
          {"scope":"\\"mcp:tools\\""}               | TOKEN_SCOPE_FORM | scope: "mcp:tools"
          {"scope":"a;mcp:tools"}                 | TOKEN_SCOPE_FORM | scope: a;mcp:tools
          {"scope":"a+mcp:tools"}                 | TOKEN_SCOPE_FORM | scope: a+mcp:tools
          {"scope":"mcp:tools\\t"}                 | TOKEN_SCOPE_FORM | scope: mcp:tools\\t
          {"scp":["a mcp:tools"]}                 | TOKEN_SCOPE_FORM | scp: ["a mcp:tools"]
          {"scopes":"mcp:tools"}                  | TOKEN_SCOPE_FORM | scopes: mcp:tools
          {"scopes":["mcp:tools"]}                | TOKEN_SCOPE_FORM | scopes: ["mcp:tools"]
          {"Scope":"mcp:tools a"}                 | TOKEN_SCOPE_FORM | Scope: mcp:tools a
          {"scope":"a","scopes":["mcp:tools"]}    | TOKEN_SCOPE_FORM | scopes: ["mcp:tools"]
          {"scope":"MCP:Tools"}                   | AUTH_SCOPE_MISSING | missing: mcp:tools, granted as MCP:Tools, in other case
          {"scope":"a"}                           | AUTH_SCOPE_MISSING | missing: mcp:tools
          {"scope":["a"]}                         | AUTH_SCOPE_MISSING | missing: mcp:tools
          {"scope":"a,b"}                         | AUTH_SCOPE_MISSING | missing: mcp:tools
          {"scopes":["a"]}                        | AUTH_SCOPE_MISSING | missing: mcp:tools
          {"scope":"mcp:toolset"}                 | AUTH_SCOPE_MISSING | missing: mcp:tools
          """)
  void scopeThatNoServerReadsIsTheCauseOfAMissingOne(String scopes, String first, String evidence) {
    ObjectNode arguments = arguments();
    arguments.putArray("expectedScopes").add("mcp:tools");
    String payload =
        GOOD_PAYLOAD.replace(
            "\"scope\":\"tools:read tools:call\"", scopes.substring(1, scopes.length() - 1));
    ToolRun run = decode(GOOD_HEADER, payload, arguments);
    assertEquals(first, run.findings().get(0), run.text());
    assertEquals(evidence, run.finding(first).path("evidence").asText());
    assertTrue(run.findings().contains("AUTH_SCOPE_MISSING"), run.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "scope":"[\\"a\\"]"          | scope is a list in one string
          "scope":"\\"a\\""            | scope is a list in one string
          "scopes":["a"]               | the claim is scopes
          "Scope":"a"                  | the claim is Scope
          "scope":"a","scopes":["a"]   | ``
          "scp":"a","scopes":["b"]     | ``
          "scopes":[]                  | ``
          "scope":"a:b+c"              | ``
          """)
  void formOfTheScopesIsToldWhereNoneIsExpected(String scopes, String evidence) {
    ToolRun run = decode(GOOD_HEADER, "{" + scopes + "}", arguments());
    assertEquals(!evidence.isEmpty(), run.findings().contains("TOKEN_SCOPE_FORM"), run.text());
    if (!evidence.isEmpty()) {
      assertEquals(evidence, run.finding("TOKEN_SCOPE_FORM").path("evidence").asText());
    }
  }

  /** RFC 6749 §3.3 lets a comma be part of a scope. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b | a | TOKEN_SCOPE_FORM | AUTH_SCOPE_MISSING",
        "a,b | a,b | TOKEN_SCOPE_FORM | AUTH_SCOPE_MISSING",
        "a,b | c | AUTH_SCOPE_MISSING | TOKEN_SCOPE_CLAIM",
        "a b | ab | AUTH_SCOPE_MISSING | TOKEN_SCOPE_FORM",
      })
  void commasInPlaceOfBlanksAreAFormAndNoMissingScope(
      String scope, String expected, String told, String untold) {
    ObjectNode arguments = arguments();
    arguments.putArray("expectedScopes").add(expected);
    ToolRun run = decode(GOOD_HEADER, "{\"scope\":\"" + scope + "\"}", arguments);
    assertTrue(run.findings().contains(told), run.text());
    assertFalse(run.findings().contains(untold), run.text());
  }

  @Test
  void oddExpectationsAreNoException() {
    ObjectNode arguments = arguments().put("expectedAudience", "\uD800").put("expectedIssuer", "");
    arguments.putArray("expectedScopes").add("").add("a\"b\\");
    ToolRun run = decode(GOOD_HEADER, GOOD_PAYLOAD, arguments);
    assertTrue(run.findings().contains("AUTH_AUDIENCE_MISMATCH"));
    assertTrue(run.findings().contains("AUTH_ISSUER_MISMATCH"));
  }

  @Test
  void tokenInTheQueryIsFound() {
    var context =
        new CallContext(
            "POST",
            "/mcp?x=1&access_token=" + token(GOOD_PAYLOAD),
            "HTTP/1.1",
            Headers.of("Authorization", "Bearer " + token(GOOD_PAYLOAD)),
            CallContext.Connection.LOOPBACK,
            ToolRun.NOW);
    ToolRun run = ToolRun.of(tool, context, Json.object());
    assertEquals("access_token", run.finding("AUTH_TOKEN_IN_QUERY").path("evidence").asText());
  }

  private ToolRun decode(String header, String payload, ObjectNode arguments) {
    Headers headers = Headers.of("Authorization", "Bearer " + token(header, payload));
    return ToolRun.of(tool, CallContext.local(headers, ToolRun.NOW), arguments);
  }

  private static ObjectNode arguments() {
    return Json.object();
  }
}
