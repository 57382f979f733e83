package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.internal.jsonrpc.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjMifQ.c2lnbmF0dXJl";
  private final Redactor redactor = new Redactor("test key".getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /mcp | /mcp
          /mcp;jsessionid=node01abc | /mcp;#
          /mcp;x=postgres%3A%2F%2Fu%3ApassWord%40db | /mcp;(hidden)
          /a;b=c/d;/e?f=g | /a;#/d;/e?f=g
          /e?page=2&token=abcd&lang=en#top | /e?page=2&token=#&lang=en##
          /e?page=2&swordfish | /e?page=2&#
          /e?x=0af7651916cd43dd8448eb211c80319c&id=0af7651916cd43dd8448eb211c80319c | /e?#&id=0af7651916cd43dd8448eb211c80319c
          /e?q=a%20b&amp;pwd=hunter2 | /e?q=a%20b&(hidden)
          /e?redirect=https%3A%2F%2Fa.example%2Fx | /e?redirect=https%3A%2F%2Fa.example%2Fx
          /e?q=en-US%2Cen%3Bq%3D0.9 | /e?q=en-US%2Cen%3Bq%3D0.9
          /e?q=q3Zp1T9v%2FXc7Lw0Ns5 | /e?#
          /e?q=Tr0ub4d0r%2D3xyz9 | /e?#
          tom & jerry | tom & jerry
          /mcp/access_token%3Dabc | /mcp/access_token%3D#
          /mcp/postgres%3A%2F%2Fu%3ApassWord%40db/x | /mcp/postgres%3A%2F%2F(hidden)%40db/x
          /mcp/%2561 | /mcp/%2561
          /mcp/%252525252541 | #
          /mcp/%zz | /mcp/%zz
          /gr%C3%BC%C3%9F+e%20x | /gr%C3%BC%C3%9F+e%20x
          https://a.example/b;cd | https://a.example/b;#
          https://a.example/b;c | https://a.example/b;(hidden)
          """)
  void ofAPathWhatIsNoSecretIsShown(String url, String shown) {
    String masked =
        redactor.url(url).replaceAll("\\([0-9]+ characters, fingerprint \\w{8}\\)", "#");

    assertEquals(shown, masked);
  }

  /** A fingerprint of what can be tried out would tell it. */
  @ParameterizedTest
  @CsvSource({
    "X-Any, '', false",
    "X-Any, ' ', false",
    "X-Any, x, false",
    "X-Any, xy, true",
    "X-Api-Key, 7, false",
    "X-Api-Key, 77, true",
    "Authorization, 'Bearer ', false",
    "Authorization, Bearer x, false",
    "Authorization, Bearer xy, true",
  })
  void aSingleCharacterHasNoFingerprint(String name, String value, boolean fingerprint) {
    assertEquals(fingerprint, redactor.headerFingerprint(name, value).isPresent());
  }

  @Test
  void bearerTokenShowsItsSchemeAndTheFirstSevenCharacters() {
    assertEquals(
        "Bearer eyJhbGc... (52 characters, fingerprint " + redactor.fingerprint(JWT) + ")",
        redactor.header("Authorization", "Bearer " + JWT));
  }

  @Test
  void thePlaceholderOfTheDocumentationStaysReadable() {
    assertTrue(
        redactor.header("authorization", "Bearer eyJhbGc...").startsWith("Bearer eyJhbGc... ("));
  }

  @Test
  void opaqueTokenShowsNothingButItsScheme() {
    assertEquals(
        "Bearer (7 characters, fingerprint " + redactor.fingerprint("hunter2") + ")",
        redactor.header("authorization", "Bearer hunter2"));
  }

  @Test
  void basicShowsNeitherUserNorPassword() {
    String shown = redactor.header("Authorization", "Basic YWxhZGRpbjpvcGVuc2VzYW1l");
    assertEquals("Basic (hidden)", shown);
  }

  @Test
  void aValueWithoutAKnownSchemeIsAllSecret() {
    assertEquals(redactor.secret("hunter2 x"), redactor.header("authorization", "hunter2 x"));
  }

  @ParameterizedTest
  @CsvSource({
    "bearer x1, bearer (2 characters",
    "Bearer  x1, Bearer  (2 characters",
    "Bearer Bearer x1, Bearer Bearer (2 characters",
    "Bearer, Bearer",
  })
  void theSchemeShowsAsItWasWritten(String value, String start) {
    assertTrue(redactor.header("authorization", value).startsWith(start));
  }

  @Test
  void cookiesShowTheirNames() {
    assertEquals(
        "a=" + redactor.secret("1") + "; _oauth2_proxy=" + redactor.secret("xyz|1|2"),
        redactor.header("Cookie", "a=1; _oauth2_proxy=xyz|1|2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c2VjcmV0OnB3",
        "c2VjcmV0OnB3=",
        "=c2VjcmV0OnB3",
        "c2VjcmV0OnB3==",
        "ghp_c2VjcmV0OnB3=x"
      })
  void aCookieThatIsOnlyAValueIsAllSecret(String cookie) {
    assertEquals(redactor.secret(cookie), redactor.header("cookie", cookie));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-auth-token",
        "X_API_KEY",
        "mcp-session-id",
        "x-my-secret",
        "x-auth-secret",
        "x-auth-key",
        "baggage",
        "x-fc-security-token",
        "cf-access-client-secret",
        "x-user-token",
        "X_Forwarded_Access_Token",
        "x-session-id",
        "signature",
        "x-signature",
        "X-Hub-Signature-256",
        "x-body-hmac",
        "authentication",
        "set-cookie"
      })
  void theseHeadersAreSecret(String name) {
    assertEquals(redactor.secret("token_abc123"), redactor.header(name, "token_abc123"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host",
        "accept",
        "x-user-id",
        "x-request-id",
        "mcp-protocol-version",
        "x-forwarded-for",
        "sec-websocket-key",
        "traceparent",
        "x-unheard-of",
        "idempotency-key",
        "access-control-request-headers"
      })
  void theseHeadersShow(String name) {
    assertEquals("some-value", redactor.header(name, "some-value"));
  }

  @Test
  void refererLosesItsUserAndFragment() {
    assertEquals(
        "https://(hidden)@a.example/x?q=1#" + redactor.secret("f2"),
        redactor.header("referer", "https://u:p@a.example/x?q=1#f2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=?base64?Z2hwXzE2QzdlNDJGMjkyYzY5MTJFNzcxMGM4MzgzNDdBZTE3OEI0YQ==?=",
        "=?base64?Z2hwXzE2QzdlNDJGMjkyYzY5MTJFNzcxMGM4MzgzNDdBZTE3OEI0YQ?=",
        "=?base64?Z2hwXzE2QzdlNDJGMjkyYzY5MTJFNzcxMGM4MzgzNDdBZTE3OEI0YQ",
        "=?base64?Z2hwX?="
      })
  void aMirroredValueIsDecodedBeforeItIsJudged(String value) {
    assertEquals(redactor.secret(value), redactor.header("x-anything", value));
    assertEquals("a " + redactor.secret(value) + " b", redactor.text("a " + value + " b"));
    assertFalse(redactor.header("mcp-param-q", value).contains("Z2hwX"));
  }

  @Test
  void aMirroredValueWithoutASecretShowsAsItCame() {
    assertEquals("=?base64?SGVsbG8=?=", redactor.text("=?base64?SGVsbG8=?="));
  }

  @Test
  void longValuesAreCut() {
    String shown = redactor.header("user-agent", "a ".repeat(5_000));
    assertEquals("a ".repeat(512) + "… (10000 characters)", shown);
  }

  @Test
  void aUuidIsNoSecretButARandomRunIs() {
    String uuid = "550e8400-e29b-41d4-a716-446655440000";
    assertEquals(uuid, redactor.header("x-user-id", uuid));
    String handle = "k7c1e9a04f5d823a6c0e17b9d2f84a35";
    assertEquals(redactor.secret(handle), redactor.header("x-user-id", handle));
  }

  @Test
  void aLongHexadecimalRunIsAKeyUnlessItsNameIsThatOfADigest() {
    String key = "35fa0f85b7c1e9a04f5d823a6c0e17b9d2f84a35";
    for (String name : new String[] {"x-note", "x-request-id", "via", "mcp-param-q"}) {
      assertEquals("see " + redactor.secret(key), redactor.header(name, "see " + key));
    }
    for (String name : new String[] {"x-git-commit", "if-none-match"}) {
      assertEquals(key, redactor.header(name, key));
    }
    String traceId = key.substring(8);
    assertEquals(traceId, redactor.header("x-note", traceId));
    assertEquals("0".repeat(40), redactor.header("x-note", "0".repeat(40)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dGhpc2lzYXZlcnlsb25ncmFuZG9tc3RyaW5nMTIzNDU2Nzg5MA",
        "q7Zr_0Vn2Kx8Lw-4TdYc5Bf1GhJm9PsEa3",
        "Wm3kP9x/Rt7+Lq2Yb8ZcVn4HdF6sGjKaE1uXoT5iMpQ"
      })
  void aLongMixedRunIsAKeyInEveryPlace(String key) {
    for (String name : new String[] {"x-note", "x-request-id", "user-agent", "x-user-id"}) {
      assertEquals("see " + redactor.secret(key), redactor.header(name, "see " + key));
    }
    assertEquals("see " + redactor.secret(key), redactor.text("see " + key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0af7651916cd43dd8448eb211c80319c",
        "7F9C24E8-3b12-4a1f-8c1a-1d2e3f4a5b6c",
        "the-quick-brown-fox-jumps-over-13-lazy-dogs",
        "https://Shop.example/Api/V2/Customers/Orders/Latest/Items/Page1",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaA1"
      })
  void whatPeopleWriteIsNoKey(String text) {
    assertEquals(text, redactor.header("x-note", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Bearer realm="a, b", error=invalid_token, scope="x y" | Bearer realm="a, b", error=invalid_token, scope="x y"
          Bearer realm="a", Digest realm="b", qop="auth"        | Bearer realm="a", Digest realm="b", qop="auth"
          DPoP algs="ES256"                                     | DPoP algs="ES256"
          Negotiate                                             | Negotiate
          Bearer realm="a", hint=[abc]                          | Bearer realm="a", hint=?
          Bearer realm="a", hint="[a b]"                        | Bearer realm="a", hint=?
          Bearer realm="a", [abc]                               | Bearer realm="a", ?
          NTLM [TlRMTVNTUAAC]==                                 | NTLM ?==
          AzureApiManagementKey realm="https://x.azure-api.net/mcp",name="Ocp-Apim-Subscription-Key",type="header" | AzureApiManagementKey realm="https://x.azure-api.net/mcp",name="Ocp-Apim-Subscription-Key",type="header"
          AzureApiManagementKey name="a", key="[abc]"           | AzureApiManagementKey name="a", key=?
          Key realm="kong"                                      | Key realm="kong"
          Key [abc]                                             | Key ?
          UMA realm="a", as_uri="https://as.example", ticket=[abc] | UMA realm="a", as_uri="https://as.example", ticket=?
          """)
  void ofAChallengeThePublicPartsAreShown(String value, String shown) {
    int start = value.indexOf('[');
    String secret = start < 0 ? "" : value.substring(start + 1, value.indexOf(']'));
    assertEquals(
        shown.replace("?", redactor.secret(secret)),
        redactor.header("WWW-Authenticate", value.replace("[", "").replace("]", "")));
  }

  @Test
  void mirroredValuesAreDecoded() {
    assertEquals(
        "Grüße (sent as base64)", redactor.header("Mcp-Param-A", "=?base64?R3LDvMOfZQ==?="));
    assertEquals("plain", redactor.header("Mcp-Param-A", "plain"));
    assertEquals("=?x?", redactor.header("Mcp-Name", "=?x?"));
    String damaged = "=?base64?R3LDvMOfZQ?=";
    assertEquals(redactor.secret(damaged), redactor.header("Mcp-Name", damaged));
  }

  @Test
  void base64JsonIsDecodedAndRedacted() {
    String json =
        "{\"userId\":\"ann\",\"accessToken\":\"hunter2\",\"claims\":[{\"typ\":\"my_token\",\"val\":\"pst\"}]}";
    String value = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "{\"userId\":\"ann\",\"accessToken\":\""
            + redactor.secret("hunter2")
            + "\",\"claims\":[{\"typ\":\"my_token\",\"val\":\""
            + redactor.secret("pst")
            + "\"}]}",
        redactor.header("X-MS-CLIENT-PRINCIPAL", value));
    assertEquals(redactor.secret("?"), redactor.header("x-ms-client-principal", "?"));
  }

  @Test
  void jsonMembersAreHiddenByNameAndByShape() {
    var json =
        new Json(8)
            .parse("{\"sub\":\"a\",\"client_secret\":[1],\"x\":[\"" + JWT + "\"],\"auth_time\":7}");
    assertEquals(
        "{\"sub\":\"a\",\"client_secret\":\""
            + redactor.secret("[1]")
            + "\",\"x\":[\"eyJhbGc... "
            + redactor.secret(JWT)
            + "\"],\"auth_time\":7}",
        redactor.json(json).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "authorization, Basic dTpo",
    "authorization, basic  dTpo",
    "proxy-authorization, Basic dTpo",
    "mcp-param-password, hunter2",
    "x-passphrase, correct horse battery staple",
    "referer, https://a.example/?pwd=hunter2",
    "referer, https://u:hunter2@a.example/",
    "referer, /a;pwd=hunter2",
    "x-note, password=hunter2"
  })
  void aPasswordHasNoFingerprint(String name, String value) {
    String shown = redactor.header(name, value);
    assertTrue(shown.contains("(hidden)") && !shown.contains("fingerprint"), shown);
    assertEquals(Optional.empty(), redactor.headerFingerprint(name, value));
  }

  @Test
  void fingerprintsDependOnSecretAndKey() {
    assertEquals(redactor.fingerprint("a"), redactor.fingerprint("a"));
    assertNotEquals(redactor.fingerprint("a"), redactor.fingerprint("b"));
    assertNotEquals(redactor.fingerprint("a"), new Redactor(new byte[] {1}).fingerprint("a"));
    assertEquals(8, redactor.fingerprint("\uD800").length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JWT_SECRET",
        "DATABASE_PASSWORD",
        "API_KEY",
        "clientSecret",
        "accesstoken",
        "JAVA_TOOL_OPTIONS",
        "MAVEN_OPTS",
        "VCAP_SERVICES",
        "sun.java.command",
        "PGPASS",
        "MYSQL_PWD",
        "Pwd",
        "PHPSESSID",
        "JSESSIONID",
        "connect.sid",
        "secretkey",
        "WIFI_PSK",
        "dbpass",
        "SharedAccessKey",
        "SPRING_DATASOURCE_DSN",
        "db.connection-string",
        "AzureWebJobsConnectionString",
        "PASSWORD1",
        "x-amz-security-token"
      })
  void theseNamesAreSecret(String name) {
    assertTrue(redactor.isSecretName(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "HOME",
        "monkey",
        "hotkeys",
        "compass",
        "keyboard",
        "auth_time",
        "token_type",
        "author",
        "passenger",
        "",
        "exp"
      })
  void theseNamesAreNot(String name) {
    assertFalse(redactor.isSecretName(name));
  }

  /** Each depth has layers of escapes, and each layer would be read at the next depth. */
  @ParameterizedTest
  @ValueSource(strings = {"=?base64?", "%3D?base64?"})
  void whatIsEncodedInItselfIsHiddenAtOnce(String prefix) {
    String nested = "a";
    for (int depth = 0; depth < 16; depth++) {
      byte[] inner = ("%25252541 " + nested).getBytes(StandardCharsets.UTF_8);
      nested = prefix + Base64.getEncoder().encodeToString(inner) + "?=";
    }
    String text = "=" + nested.substring(prefix.length() - "?base64?".length());
    assertTrue(redactor.text(text).startsWith("("), redactor.text(text));
  }

  @Test
  void trial_s12_twoHeaderLinesAreNoTable() {
    String lines = "Vary: Authorization, Cookie\nAccept: text/html, text/plain";
    assertEquals(lines, redactor.text(lines));
  }
}
