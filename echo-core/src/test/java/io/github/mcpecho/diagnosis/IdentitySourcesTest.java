package io.github.mcpecho.diagnosis;

import static io.github.mcpecho.diagnosis.TokenFixtures.base64;
import static io.github.mcpecho.diagnosis.TokenFixtures.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
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

/** Who says who the caller is, and what that is worth. */
class IdentitySourcesTest {
  private static final String OBJECT_ID = "0a1b2c3d-1111-4222-8333-444455556666";

  private final AuthContextTool tool =
      new AuthContextTool(
          Clock.fixed(ToolRun.NOW, ZoneOffset.UTC),
          new Redactor("key".getBytes(StandardCharsets.UTF_8)),
          PublicUrl.UNKNOWN,
          List.of());

  @Test
  void signedAndUnsignedSourcesAreToldApart() {
    ToolRun run =
        run(
            "X-User-Email",
            "a@example.com",
            "Authorization",
            "Bearer " + token("{\"email\":\"a@example.com\"}"));
    assertTrue(
        run.text()
            .contains(
                """
                🪪 Identity Sources:
                  x-user-email: Email a@example.com (not signed: spoofable unless the proxy strips it)
                  the Authorization token: Email a@example.com (signed, not verified here)
                """),
        run.text());
    assertTrue(run.findings().contains("IDENTITY_UNSIGNED"));
    assertFalse(run.findings().contains("IDENTITY_DISAGREES"));
  }

  @ParameterizedTest
  @CsvSource({
    "X-User-Email,a@example.com,false",
    "X-User-Email,A@EXAMPLE.com,false",
    "X-User-Email,eve@example.com,true",
    "X-User-Id,id-1,false",
    "X-User-Id,a@example.com,false",
    "X-User-Id,alice,false",
    "X-User-Id,eve,true",
    "Remote-User,alice,false",
    "Remote-User,eve,true",
    "X-Goog-Authenticated-User-Email,accounts.google.com:a@example.com,false",
    "X-User-Roles,admin,false"
  })
  void headerHasToAgreeWithTheToken(String name, String value, boolean disagrees) {
    String claims =
        "{\"sub\":\"id-1\",\"preferred_username\":\"alice\",\"email\":\"a@example.com\"}";
    ToolRun run = run(name, value, "Authorization", "Bearer " + token(claims));
    assertEquals(disagrees, run.findings().contains("IDENTITY_DISAGREES"), run.text());
  }

  @Test
  void tokenWithoutANameDoesNotDisagreeWithOne() {
    String credentials = "Bearer " + token("{\"sub\":\"12345\"}");
    assertFalse(
        run("X-User-Name", "johndoe", "Authorization", credentials)
            .findings()
            .contains("IDENTITY_DISAGREES"));
    assertFalse(
        run("X-User-Id", "johndoe", "Authorization", credentials)
            .findings()
            .contains("IDENTITY_DISAGREES"));
  }

  /** Claims are written with single quotes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "X-User-Name | johndoe              | {'sub':'1','name':'John Doe'}                       | ",
        "X-User-Name | johndoe              | {'sub':'u1','username':'johndoe'}                   | ",
        "X-User-Name | johndoe              | {'sub':'u1','cognito:username':'johndoe'}           | ",
        "X-User-Name | johndoe              | {'sub':'u1','username':'eve'}                       | e",
        "X-User-Name | johndoe              | {'sub':'u1','email':'j.doe@example.com'}            | ",
        "X-User-Name | johndoe              | {'sub':'u1','upn':'johndoe@example.com'}            | ",
        "X-User-Name | johndoe              | {'sub':'u1','unique_name':'live.com#eve@corp.com'}  | ",
        "X-User-Name | John Doe             | {'sub':'u1','name':'John Doe'}                      | ",
        "X-User-Name | John Doe             | {'sub':'u1','preferred_username':'johndoe'}         | ",
        "X-User-Name | John Doe             | {'sub':'u1','name':'Eve Miller'}                    | e",
        "X-User-Name | johndoe@example.com  | {'sub':'u1','email':'johndoe@example.com'}          | ",
        "X-User-Name | johndoe@example.com  | {'sub':'u1','email':'eve@example.com'}              | e",
        "X-User-Name | johndoe@example.com  | {'sub':'u1'}                                        | ",
        "Remote-Name | Doe, John            | {'sub':'u1','name':'John Doe'}                      | ",
        "Remote-Name | =?utf-8?q?J=C3=B6rg?= | {'sub':'u1','name':'J'}                            | ",
        "Remote-Name | Eve Miller           | {'sub':'u1','name':'John Doe'}                      | e",
        "X-Forwarded-User | john@example.com | {'sub':'u1','name':'John Doe'}                     | ",
        "X-Forwarded-User | john@example.com | {'sub':'u1','email':'eve@example.com'}             | e",
        "X-MS-Client-Principal-Id | 0a1b    | {'sub':'pairwise','oid':'0a1b'}                     | ",
        "X-MS-Client-Principal-Id | 0a1b    | {'sub':'pairwise','oid':'ffff'}                     | e",
        "X-Consumer-Username | billing-app  | {'sub':'u1','preferred_username':'alice'}           | ",
        "Gap-Auth | alice                   | {'sub':'u1','email':'alice@example.com'}            | ",
        "X-User-Name | ann@gmail.com        | {'sub':'u1','upn':'ann_gmail.com#EXT#@c.onmicrosoft.com'} | ",
        "X-User-Name | eve@gmail.com        | {'sub':'u1','upn':'ann_gmail.com#EXT#@c.onmicrosoft.com'} | e",
        "X-User-Name | live.com#ann@gmail.com | {'sub':'u1','preferred_username':'ann@gmail.com'} | ",
        "X-User-Id   | 64f1c0ffee0123456789abcd | {'sub':'f1a2b3c4-0000-4000-8000-000000000001'}  | ",
        "X-User-Id   | 64f1c0ffee0123456789abcd | {'sub':'64f1c0ffee0123456789abce'}              | e",
        "X-User-Id   | 4711                  | {'sub':'user_5f7c8ec7c33c6c004bbafe82'}            | ",
        "X-User-Id   | auth0:5f7c8ec7        | {'sub':'auth0:5f7c8ec8'}                           | e",
        "X-User-Id   | 00u1a2b3c4d5e6f7g8h9  | {'sub':'alice'}                                    | ",
        "X-User-Id   | 0b9b2f3e-1c2d-4e5f-8a9b-0c1d2e3f4a5b | {'sub':'f1a2b3c4-0000-4000-8000-000000000001'} | e",
      })
  void namesAreComparedWithTheClaimOfTheirKind(
      String name, String value, String claims, String disagrees) {
    ToolRun run = run(name, value, "Authorization", "Bearer " + token(claims.replace('\'', '"')));
    assertEquals(disagrees != null, run.findings().contains("IDENTITY_DISAGREES"), run.text());
  }

  @ParameterizedTest
  @CsvSource({
    "accounts.google.com:1100,accounts.google.com:1100,false",
    "accounts.google.com:1100,1100,false",
    "accounts.google.com:1100,accounts.google.com:2200,true"
  })
  void idOfGoogleIapIsComparedWithItsOwnAssertion(String id, String sub, boolean disagrees) {
    ToolRun run =
        run(
            "X-Goog-Authenticated-User-Id",
            id,
            "X-Goog-IAP-JWT-Assertion",
            token("{\"sub\":\"" + sub + "\"}"),
            "Authorization",
            "Bearer " + token("{\"sub\":\"of-another-issuer\"}"));
    assertEquals(disagrees, run.findings().contains("IDENTITY_DISAGREES"), run.text());
  }

  /** A subject that is a digest means the user to one client, and the token is another client's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-Forwarded-User           | DIGEST_A          | Authorization            | false
          X-Forwarded-User           | DIGEST_A          | X-Forwarded-Access-Token | false
          X-Amzn-Oidc-Identity       | DIGEST_A          | X-Amzn-Oidc-Accesstoken  | false
          OIDC_CLAIM_sub             | DIGEST_A          | OIDC_access_token        | false
          X-MS-Client-Principal-Id   | 0a1b2c3d          | Authorization            | false
          X-Forwarded-User           | bob               | Authorization            | true
          X-Forwarded-Email          | eve@example.com   | Authorization            | true
          X-Forwarded-Email          | eve@example.com   | X-Forwarded-Access-Token | true
          X-MS-Client-Principal-Id   | 9f9f9f9f          | Authorization            | true
          X-MS-Client-Principal-Id   | DIGEST_A          | X-MS-Token-AAD-Id-Token  | true
          X-Amzn-Oidc-Identity       | DIGEST_A          | X-Amzn-Oidc-Data         | true
          """)
  void v01_aPairwiseSubjectIsComparedWithTheTokenOfTheSameClientOnly(
      String name, String value, String tokenName, boolean disagrees) {
    String claims =
        "{\"sub\":\"DIGEST_B\",\"oid\":\"0a1b2c3d\",\"email\":\"a@example.com\"}"
            .replace("DIGEST_B", "B".repeat(42) + "w");
    String scheme = tokenName.equals("Authorization") ? "Bearer " : "";
    ToolRun run =
        run(
            name,
            value.replace("DIGEST_A", "A".repeat(42) + "w"),
            tokenName,
            scheme + token(claims));
    assertEquals(disagrees, run.findings().contains("IDENTITY_DISAGREES"), run.text());
  }

  /** Okta's access token has the login as its subject, and the id elsewhere. */
  @Test
  void v01_theIdOfOktaAgreesWithTheUidOfItsAccessToken() {
    ToolRun run =
        run(
            "X-Forwarded-User",
            "00u1a2b3c4d5e6f7g8h9",
            "Authorization",
            "Bearer " + token("{\"sub\":\"alice\",\"uid\":\"00u1a2b3c4d5e6f7g8h9\"}"));
    assertFalse(run.findings().contains("IDENTITY_DISAGREES"), run.text());
  }

  /** Lines of headers beside a token: its sub is a UUID, and it has an oid, a name, an e-mail. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-User-ID: 64f1c0ffee0123456789abcd; X-User-Email: ann@example.com                     | false
          X-User-ID: 0b9b2f3e-1c2d-4e5f-8a9b-0c1d2e3f4a5b; X-User-Email: ann@example.com         | false
          X-User-ID: 0b9b2f3e-1c2d-4e5f-8a9b-0c1d2e3f4a5b; X-User-Email: eve@example.com         | true
          X-User-ID: f1a2b3c4-0000-4000-8000-000000000001; X-User-Email: eve@example.com         | true
          X-MS-Client-Principal-Id: OID; X-MS-Client-Principal-Name: live.com#ann@gmail.com      | false
          X-MS-Client-Principal-Id: OID; X-MS-Client-Principal-Name: a.example@contoso.com       | false
          X-MS-Client-Principal-Name: a.example@contoso.com                                      | true
          X-MS-Client-Principal-Id: 9e9e9e9e-0000-4000-8000-000000000009                         | true
          X-authentik-uid: HASH; X-authentik-username: ann; X-authentik-email: ann@example.com   | false
          X-authentik-uid: HASH; X-authentik-username: eve                                       | true
          Remote-User: aexample; Remote-Email: ann@example.com                                   | false
          Remote-User: admin                                                                     | true
          Remote-User: admin; X-User-Email: ann@example.com                                      | true
          X-Forwarded-User: ann-gh; X-Forwarded-Email: ann@example.com                           | false
          X-Forwarded-User: ann-gh                                                               | true
          Tailscale-User-Login: ann@example.com; Tailscale-User-Name: Ann                        | false
          """)
  void anEqualAddressOrIdOfTheSameProductSettlesWhoItIs(String lines, boolean disagrees) {
    String claims =
        "{\"sub\":\"f1a2b3c4-0000-4000-8000-000000000001\",\"oid\":\"OID\","
            + "\"preferred_username\":\"ann\",\"upn\":\"ann@contoso.com\","
            + "\"name\":\"Ann Example\",\"email\":\"ann@example.com\"}";
    String filled =
        (lines + "; Authorization: Bearer " + token(claims.replace("OID", OBJECT_ID)))
            .replace("OID", OBJECT_ID)
            .replace("HASH", "0a".repeat(32));
    ToolRun run = run(filled.split(": |; "));
    assertEquals(disagrees, run.findings().contains("IDENTITY_DISAGREES"), run.text());
  }

  /** An access token that a proxy passes on is no Authorization header, and no missing token. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Auth-Request-Access-Token",
        "X-Forwarded-Access-Token",
        "X-Amzn-Oidc-Accesstoken",
        "X-MS-Token-AAD-Access-Token"
      })
  void anAccessTokenUnderTheProxysNameIsSaidToHaveCome(String name) {
    for (String value : List.of(token("{\"sub\":\"s\"}"), "opaque-0123456789")) {
      String arrived = "n access token came as " + name.toLowerCase(Locale.ROOT);
      ToolRun run = run(name, value);
      JsonNode finding = run.finding("IDENTITY_WITHOUT_TOKEN");
      assertEquals(
          "A" + arrived + ", and none as Authorization.", finding.path("message").asText());
      assertFalse(run("Authorization", "Bearer x1y2", name, value).text().contains(arrived));
    }
  }

  @Test
  void aTokenThatCannotBeReadIsNoPlainHeader() {
    String cut = token("{\"sub\":\"s\"}").replaceFirst("[.][^.]*$", ".");
    assertFalse(run("Authorization", "Bearer " + cut).findings().contains("IDENTITY_UNSIGNED"));
  }

  @Test
  void headersOfTwoProxiesHaveToAgree() {
    ToolRun run =
        run("X-Forwarded-Email", "a@example.com", "X-Auth-Request-Email", "eve@example.com");
    assertTrue(run.findings().contains("IDENTITY_DISAGREES"));
  }

  @Test
  void assertionOfTheProxyIsDecodedAndPreferred() {
    ToolRun run =
        run(
            "X-Pomerium-Jwt-Assertion",
            token("{\"sub\":\"s\",\"email\":\"a@example.com\"}"),
            "X-Pomerium-Claim-Email",
            "eve@example.com");
    assertTrue(run.findings().contains("IDENTITY_DISAGREES"));
    assertEquals(
        "x-pomerium-jwt-assertion of Pomerium",
        run.finding("IDENTITY_SIGNED_ALTERNATIVE").path("evidence").asText());
  }

  @Test
  void anAccessTokenThatIsPassedOnIsNoAssertion() {
    ToolRun run =
        run("X-Auth-Request-Access-Token", token("{\"sub\":\"s\"}"), "X-Auth-Request-User", "s");
    assertFalse(run.findings().contains("IDENTITY_SIGNED_ALTERNATIVE"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          X-Userinfo    | {"sub":"s1","email":"a@example.com"}                            | x-userinfo: User ID s1, Email a@example.com
          X-Rh-Identity | {"identity":{"user":{"username":"alice","email":"a@example.com"}}} | x-rh-identity: Username alice, Email a@example.com
          X-Jwt-Payload | {"preferred_username":"alice","groups":["dev"]}                 | x-jwt-payload: Username alice, Groups ["dev"]
          """)
  void claimsInAHeaderAreUnsignedSources(String name, String claims, String line) {
    for (String encoded :
        List.of(
            Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)),
            base64(claims))) {
      String text = run(name, encoded).text();
      assertTrue(text.contains(line + " (not signed: spoofable"), text);
    }
    ToolRun disagreeing = run(name, base64(claims), "X-User-Email", "eve@example.com");
    assertEquals(claims.contains("@"), disagreeing.findings().contains("IDENTITY_DISAGREES"), name);
    assertFalse(run(name, "?").text().contains("Identity Sources"));
    assertFalse(run(name, base64("[]")).text().contains("Identity Sources"));
  }

  @ParameterizedTest
  @CsvSource({
    "Ngrok-Auth-User-Email, ngrok, email",
    "X-Replit-User-Name, Replit, username",
    "X-Auth-Subject, 'Louketo, Gatekeeper', userId",
    "X-Webauth-User, an authenticating proxy, username",
    "X-Remote-Group, an authenticating proxy, groups",
    "X-Consumer-Groups, 'Kong, APISIX', groups",
    "X-Authenticated-Userid, 'Kong, APISIX', userId",
  })
  void productsAreRecognised(String name, String family, String attribute) {
    JsonNode source = run(name, "a").facts().path("identitySources").path(0);
    assertEquals(family, source.path("family").asText());
    assertEquals(attribute, source.path("attribute").asText());
  }

  @ParameterizedTest
  @CsvSource({"X_User_Id,", "X-Forwarded_User,", "x_auth_request_email,"})
  void underscoreSpellingIsFound(String name) {
    assertTrue(run(name, "eve").findings().contains("IDENTITY_UNDERSCORE"));
  }

  @Test
  void hyphenSpellingIsFine() {
    assertEquals(
        List.of("IDENTITY_UNSIGNED", "IDENTITY_WITHOUT_TOKEN"),
        run("X-User-Id", "alice").findings());
  }

  @Test
  void secondCopyIsFound() {
    ToolRun run = run("X-User-Id", "alice", "x-user-id", "eve");
    assertEquals(
        "x-user-id × 2, different values",
        run.finding("IDENTITY_HEADER_DUPLICATED").path("evidence").asText());
  }

  @Test
  void listsMayBeJsonOrWords() {
    assertTrue(run("X-User-Roles", "[\"a\",\"b\"]").text().contains("Roles: [\"a\", \"b\"]\n"));
    assertTrue(run("X-User-Roles", "a, b").text().contains("Roles: [\"a\", \"b\"]\n"));
    assertTrue(run("X-Authentik-Groups", "a|b").text().contains("Groups: [\"a\", \"b\"]\n"));
    assertTrue(run("X-User-Roles", "[broken").text().contains("Roles: [\"[broken\"]\n"));
  }

  @Test
  void claimsOfATokenWithoutASignatureAreNotCalledSigned() {
    String unsigned = TokenFixtures.base64("{\"alg\":\"none\"}") + ".eyJzdWIiOiJldmUifQ.";
    ToolRun run = run("Authorization", "Bearer " + unsigned, "X-Authentik-Jwt", unsigned);
    assertEquals("UNSIGNED", run.facts().at("/identitySources/0/provenance").asText());
    assertEquals("eve", run.facts().at("/identitySources/1/value").asText());
  }

  @Test
  void principalOfAzureIsRead() {
    String principal =
        "{\"auth_typ\":\"aad\",\"name_typ\":\"name\",\"role_typ\":\"roles\",\"claims\":["
            + "{\"typ\":\"name\",\"val\":\"alice\"},{\"typ\":\"roles\",\"val\":\"admin\"}]}";
    String encoded = Base64.getEncoder().encodeToString(principal.getBytes(StandardCharsets.UTF_8));
    ToolRun run = run("X-MS-CLIENT-PRINCIPAL", encoded);
    assertTrue(
        run.text()
            .contains("  x-ms-client-principal: Username alice, Roles [\"admin\"] (not signed"),
        run.text());
    assertEquals(
        "NOT AUTHENTICATED", run("X-MS-CLIENT-PRINCIPAL", "%%").facts().path("status").asText());
  }

  @Test
  void apiKeyIsACredentialAndStaysHidden() {
    ToolRun run = run("X-API-Key", "my-very-own-key");
    assertEquals("AUTHENTICATED", run.facts().path("status").asText());
    assertTrue(run.text().contains("  x-api-key: Credential (15 characters, fingerprint "));
    assertFalse(run.text().contains("my-very"));
  }

  @Test
  void unknownHeaderWithATellingNameIsListed() {
    assertTrue(
        run("X-SSO-Tenant", "acme").text().contains("  x-sso-tenant: Value acme (not signed"));
  }

  @Test
  void emptyHeadersNameNobody() {
    ToolRun run = run("X-User-Id", "", "X-User-Roles", " , ");
    assertEquals("NOT AUTHENTICATED", run.facts().path("status").asText());
    assertEquals(List.of(), run.findings());
  }

  private ToolRun run(String... headers) {
    return ToolRun.of(tool, Headers.of(headers));
  }
}
