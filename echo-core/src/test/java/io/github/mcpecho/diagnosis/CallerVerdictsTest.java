package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an identity or a credential and what is not, alike in printHeader and authContext. */
class CallerVerdictsTest {
  private static final String XFCC = "X-Forwarded-Client-Cert";

  private final Redactor redactor = new Redactor(new byte[] {1, 2, 3});
  private final Tool printHeader = new PrintHeaderTool(redactor, "pod-7");
  private final Tool authContext =
      new AuthContextTool(
          Clock.fixed(ToolRun.NOW, ZoneOffset.UTC), redactor, PublicUrl.UNKNOWN, List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "By=spiffe://t/ns/a/sa/echo;URI=spiffe://t/ns/istio-system/sa/istio-ingressgateway | false",
        "By=spiffe://t/ns/gateway/sa/gateway;URI=spiffe://t/ns/agents/sa/agent             | true",
        "Hash=1;Subject=\"CN=alice\",By=spiffe://t/a;URI=spiffe://t/ns/a/sa/agent          | true",
        "URI=spiffe://t/ns/a/sa/agent,By=b;URI=spiffe://t/ns/b/sa/egress-gateway           | true",
        "URI=spiffe://t/ns/istio-ingress/sa/default                                        | false",
        "URI=spiffe://1.consul/gateway/mesh/dc/dc1                                         | false",
      })
  void v02_identityOfAMeshIsTheCallersUnlessItIsThatOfAGateway(String value, boolean callers) {
    ToolRun run = ToolRun.of(authContext, Headers.of(XFCC, value, "X-Forwarded-Proto", "https"));
    assertEquals(
        callers ? "AUTHENTICATED" : "NOT AUTHENTICATED", run.facts().path("status").asText());
    assertEquals(!callers, run.findings().contains("IDENTITY_OF_GATEWAY"), run.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{LIBRECHAT_USER_EMAIL}}",
        "{{ user.email }}",
        "${jwt.sub}",
        "${USER:-}",
        "$USER",
        "$http_x_user",
        "$(USER_TOKEN)",
        "${{ secrets.TOKEN }}",
        "%USERNAME%",
        "%{REMOTE_USER}e",
        "%s",
        "<YOUR_TOKEN>",
        "<nil>",
        "(null)",
        "{http.auth.user.id}",
        "undefined",
        "null",
        "NULL",
        "None",
        "nil",
        "NaN",
        "[object Object]",
        "changeme",
        "CHANGE_ME",
        "your-token-here",
        "YOUR_API_KEY",
        "your token",
        "insert-your-key-here",
        "token-goes-here",
        "my-api-key",
        "xxxxx",
        "****",
        "…",
        "[REDACTED]",
        "@token@",
        "__TOKEN__",
        "op://vault/item/field",
        "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)",
        "process.env.TOKEN",
        "secretref:mcp-token",
        "ssm:/prod/mcp/token",
        "aws-secretsmanager:prod/mcp",
        "keyvault://kv/mcp-token",
        "sm://mcp-token",
        "bws://0b1c2d3e",
        "/run/secrets/mcp_token",
        "!vault |",
        "!secret mcp_token",
        "!Ref McpToken",
        "$ANSIBLE_VAULT;1.1;AES256",
        "ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]",
        "ENC(3qsdf546UQo3WW)",
        "EJ[1:abc:def:ghi]",
        "{cipher}FKSAJDFGYOS8F7GLHAKERGFHLSAJ",
      })
  void v03_placeholderIsNeitherIdentityNorCredential(String value) {
    for (String name : List.of("X-User-Email", "X-User", "X-Api-Key", "X-Forwarded-User")) {
      Headers headers = Headers.of(name, value);
      ToolRun context = ToolRun.of(authContext, headers);
      assertEquals("NOT AUTHENTICATED", context.facts().path("status").asText(), context.text());
      assertTrue(context.findings().contains("HEADER_PLACEHOLDER"), context.text());
      assertFalse(context.findings().contains("IDENTITY_UNSIGNED"), context.text());
      ToolRun expected = ToolRun.of(printHeader, headers, expecting(name));
      assertEquals("placeholder", status(expected));
      assertEquals(1, count(expected, "HEADER_PLACEHOLDER"));
    }
    ToolRun bearer =
        ToolRun.of(
            printHeader,
            Headers.of("Authorization", "Bearer " + value),
            expecting("Authorization"));
    assertTrue(bearer.findings().contains("AUTH_PLACEHOLDER"), bearer.text());
    assertEquals("placeholder", status(bearer));
    ToolRun context = ToolRun.of(authContext, Headers.of("Authorization", "Bearer " + value));
    assertEquals("NOT AUTHENTICATED", context.facts().path("status").asText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dummy",
        "test",
        "Testing",
        "test-token",
        "fake_jwt",
        "secret",
        "demo123",
        "sk-...",
        "sk-proj-xxxxxxxx",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "xoxb-0000-0000-XXXX",
        "eyJhbGciOiJIUzI1NiIs...",
        "eyJhbGciOi.eyJzdWIi...abc",
        "ghp_****abcd",
        "sk-your-api-key",
        "ghp_example"
      })
  void wordInThePlaceOfACredentialIsNone(String value) {
    for (String scheme : List.of("Bearer ", "bearer ", "DPoP ")) {
      Headers headers = Headers.of("Authorization", scheme + value);
      ToolRun run = ToolRun.of(authContext, headers);
      assertTrue(run.findings().contains("AUTH_PLACEHOLDER"), run.text());
      assertFalse(run.findings().contains("AUTH_CHARACTERS"), run.text());
      assertEquals("NOT AUTHENTICATED", run.facts().path("status").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "opaque",
        "attestation",
        "sk_test_51HabcDEFghi",
        "token_4f9a1c",
        "0b1c2d3e-0000-4000-8000-000000000000",
        "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
        "Kz~8fBAo.4LjpNeO.gxU",
        "secrets-of-alice",
        "eyJhbGciOiJkaXIifQ..aXY.Yw.dGFn"
      })
  void credentialsLikeWordsAreNoPlaceholders(String value) {
    ToolRun run = ToolRun.of(authContext, Headers.of("Authorization", "Bearer " + value));
    assertFalse(run.findings().contains("AUTH_PLACEHOLDER"), run.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "demo", "dummy", "default"})
  void nameMayBeAWordThatIsNoCredential(String value) {
    ToolRun run = ToolRun.of(authContext, Headers.of("X-User", value));
    assertEquals("AUTHENTICATED", run.facts().path("status").asText(), run.text());
  }

  @Test
  void v02_requestWithNothingOfTheCallerIsToldWhoMayHaveTakenIt() {
    ToolRun run = ToolRun.of(authContext, Headers.of("X-Envoy-Expected-Rq-Timeout-Ms", "15000"));
    assertTrue(run.text().contains("Envoy: jwt_authn removes a token"), run.text());
    assertTrue(run.text().contains("set forward: true"), run.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice",
        "nulla",
        "none@example.com",
        "alice@example.com",
        "6f1c2a7e-5d0b-4c9e-9a51-0f3f6f0f9a11",
        "Token Smith",
        "o'neil",
        "example-user",
        "CORP\\alice",
        "live.com#alice@example.com",
        "google-oauth2|1100",
        "auth0|5f7c8ec7c33c6c004bbafe82",
        "a",
      })
  void v03_realNamesAreNoPlaceholders(String value) {
    ToolRun run = ToolRun.of(authContext, Headers.of("X-User", value));
    assertEquals("AUTHENTICATED", run.facts().path("status").asText(), run.text());
    assertFalse(run.findings().contains("HEADER_PLACEHOLDER"), run.text());
  }

  @Test
  void v03_hostileNamesTakeNoTime() {
    String hostile = "a_".repeat(99) + "!";
    for (String value : List.of(hostile, "{{".repeat(99), "${".repeat(99), "<".repeat(200))) {
      ToolRun run = ToolRun.of(authContext, Headers.of("X-User", value));
      assertFalse(run.isError());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Authorization",
        "X-Serverless-Authorization",
        "X-Authorization",
        "X-Original-Authorization",
        "X-Upstream-Authorization",
        "X-Amzn-Remapped-Authorization",
        "Authentication"
      })
  void v04_credentialUnderAnotherNameIsSaidToHaveArrived(String name) {
    ToolRun run = ToolRun.of(authContext, Headers.of(name, "Bearer abc.def.ghi"));
    String evidence = run.finding("AUTH_ARRIVED_ELSEWHERE").path("evidence").asText();
    assertEquals("arrived as " + name.toLowerCase(Locale.ROOT), evidence);
    assertEquals("NOT AUTHENTICATED", run.facts().path("status").asText());
    assertFalse(run.text().contains("Neither reached this server"), run.text());
    ToolRun beside =
        ToolRun.of(
            authContext, Headers.of(name, "Bearer abc.def.ghi", "Authorization", "Bearer jkl"));
    assertFalse(beside.findings().contains("AUTH_ARRIVED_ELSEWHERE"));
  }

  @ParameterizedTest
  @CsvSource({
    "X-Consumer-Username, anonymous, Kong",
    "X-Remote-User, system:anonymous, Kubernetes",
    "X-Remote-Group, system:unauthenticated, Kubernetes",
    "iv-user, Unauthenticated, IBM Security Verify Access",
    "X-Forwarded-User, anonymousUser, Spring Security",
  })
  void v04_theNameOfNobodyIsNoIdentity(String name, String value, String writer) {
    ToolRun run = ToolRun.of(authContext, Headers.of(name, value));
    assertEquals("NOT AUTHENTICATED", run.facts().path("status").asText(), run.text());
    assertTrue(run.text().contains("what " + writer + " writes for a caller"), run.text());
  }

  @ParameterizedTest
  @CsvSource({
    "X-Ssl-Client-S-Dn, X-Ssl-Client-Verify, FAILED:certificate has expired",
    "X-Ssl-Client-S-Dn, X-Ssl-Client-Verify, NONE",
    "X-Ssl-Client-Dn, X-Ssl-Client-Verify, 10",
    "Ssl-Client-Subject-Dn, Ssl-Client-Verify, FAILED:self-signed certificate",
    "X-Client-Cert, X-Ssl-Verify, GENEROUS",
  })
  void v02_aCertificateThatTheProxyRefusedIsNoIdentity(String name, String sayer, String said) {
    ToolRun run = ToolRun.of(authContext, Headers.of(name, "CN=alice,O=Acme", sayer, said));
    assertEquals("NOT AUTHENTICATED", run.facts().path("status").asText(), run.text());
    assertTrue(run.text().contains("the proxy did not accept the certificate"), run.text());
    String accepted = said.equals("10") ? "0" : "SUCCESS";
    ToolRun beside = ToolRun.of(authContext, Headers.of(name, "CN=alice,O=Acme", sayer, accepted));
    assertEquals("AUTHENTICATED", beside.facts().path("status").asText(), beside.text());
  }

  @ParameterizedTest
  @CsvSource({
    "OIDC_CLAIM_sub, oidc_claim_sub",
    "OIDC_CLAIM_preferred_username, oidc_claim_preferred_username",
    "X-Authenticated-User, x-authenticated-user",
    "X-OpenWebUI-User-Email, x-openwebui-user-email",
    "X-Auth-Email, x-auth-email",
    "X-SSO-User, x-sso-user",
    "SM_USER, sm_user",
    "OAM_REMOTE_USER, oam_remote_user",
  })
  void v04_userUnderAnotherNameIsAnIdentityWithoutAToken(String name, String shown) {
    ToolRun run = ToolRun.of(authContext, Headers.of(name, "alice"));
    assertEquals("AUTHENTICATED", run.facts().path("status").asText(), run.text());
    assertEquals(
        "arrived as " + shown,
        run.finding("IDENTITY_WITHOUT_TOKEN").path("evidence").asText(),
        run.text());
    assertFalse(run.findings().contains("IDENTITY_UNDERSCORE"), run.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Proto | https           | http | conflicting | HEADER_EXPECTED_CONFLICTING",
        "X-Forwarded-Proto | https, http     |      | conflicting | HEADER_EXPECTED_CONFLICTING",
        "X-Forwarded-Host  | a.example, b.example |  | conflicting | HEADER_EXPECTED_CONFLICTING",
        "X-Forwarded-Proto | https, https    |      | present     | ",
        "X-Forwarded-User  | ''              |      | empty       | HEADER_EXPECTED_EMPTY",
        "X-Forwarded-User  | ' '             |      | empty       | HEADER_EXPECTED_EMPTY",
        "Authorization     | Bearer          |      | empty       | HEADER_EXPECTED_EMPTY",
        "X-Forwarded-User  | alice           |      | present     | ",
        "X-Tenant          | '{{TENANT}}'    |      | placeholder | HEADER_PLACEHOLDER",
      })
  void v13_expectKnowsWhatArrived(
      String name, String value, String second, String status, String finding) {
    Headers headers =
        second == null ? Headers.of(name, value) : Headers.of(name, value, name, second);
    ToolRun run = ToolRun.of(printHeader, headers, expecting(name));
    assertEquals(status, status(run), run.text());
    if (finding == null) {
      assertFalse(run.text().contains("HEADER_EXPECTED"), run.text());
    } else {
      assertTrue(run.findings().contains(finding), run.text());
    }
  }

  @Test
  void v04_expectSaysUnderWhichNameTheCredentialArrived() {
    Headers headers = Headers.of("X-Forwarded-Authorization", "Bearer abc");
    JsonNode finding =
        ToolRun.of(printHeader, headers, expecting("authorization"))
            .finding("HEADER_EXPECTED_ABSENT");
    assertEquals(
        "authorization: a credential arrived as x-forwarded-authorization",
        finding.path("evidence").asText());
    assertTrue(finding.path("fix").asText().startsWith("Google API Gateway, ESPv2: moves"));
  }

  @Test
  void v13_placeholderIsNotCalledAnotherValue() {
    ToolRun run =
        ToolRun.of(
            printHeader,
            Headers.of("X-Tenant", "${TENANT}"),
            "{\"expect\":{\"x-tenant\":\"00000000\"}}");
    assertEquals("placeholder", status(run));
  }

  @Test
  void v12_severalMissingNamesAreOneFinding() {
    ToolRun run =
        ToolRun.of(
            printHeader, Headers.NONE, "{\"expect\":[\"x-user-id\",\"x-user-name\",\"x-tenant\"]}");
    assertEquals(1, count(run, "HEADER_EXPECTED_ABSENT"));
    assertEquals(
        "x-user-id; x-user-name; x-tenant",
        run.finding("HEADER_EXPECTED_ABSENT").path("evidence").asText());
    assertEquals(1, run.text().split("HEADER_EXPECTED_ABSENT", -1).length - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Apache Tomcat/11.0.2         | Tomcat:           | RemoteIpValve",
        "jetty/12.1.14                | Jetty:            | http-forwarded",
        "Apache Tomcat/10.1.49, Spring| Spring Boot:      | server.forward-headers-strategy",
        "Undertow - 2.3.18            | Undertow:         | ProxyPeerAddressHandler",
        "WildFly Full 36.0.0 Undertow | WildFly:          | proxy-address-forwarding",
        "IBM WebSphere Liberty/25     | Open Liberty:     | remoteIp",
        "Payara Micro 6               | GlassFish, Payara: | scheme-mapping",
      })
  void v14_adviceOnTheContainerIsOfTheOneThatIsThere(String container, String first, String word) {
    ToolRun run = ToolRun.of(authContext, behindAProxy(container), Json.object());
    String fix = run.finding("CONTAINER_FORWARDED_IGNORED").path("fix").asText();
    assertTrue(fix.startsWith(first) && fix.contains(word), fix);
  }

  @Test
  void v14_programReadsNoProxyHeadersAndSaysNothingOfThem() {
    CallContext context = behindAProxy("mcp-echo");
    assertFalse(
        ToolRun.of(authContext, context, Json.object()).text().contains("CONTAINER_FORWARDED"));
    for (boolean details : List.of(true, false)) {
      var arguments = Json.object().put("details", details);
      assertFalse(
          ToolRun.of(printHeader, context, arguments).text().contains("CONTAINER_FORWARDED"));
    }
  }

  @Test
  void v14_proxyOnTheSameMachineProvesNothing() {
    var connection =
        CallContext.Connection.builder()
            .server("mcp.example.com", 80)
            .container("Apache Tomcat/11.0.2")
            .build();
    var context =
        new CallContext(
            "POST",
            "/mcp",
            "HTTP/1.1",
            Headers.of("Host", "mcp.example.com", "X-Forwarded-For", "127.0.0.1"),
            connection,
            ToolRun.NOW);
    assertFalse(
        ToolRun.of(printHeader, context, Json.object())
            .findings()
            .contains("CONTAINER_FORWARDED_APPLIED"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Api-Key               | k3y                                  | AUTHENTICATED     | false",
        "X-Auth-Jwt              | eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln | AUTHENTICATED | false",
        "X-Auth-Request-Redirect | /mcp                                 | NOT AUTHENTICATED | false",
        "X-User-Agent            | grpc-web-javascript/0.1              | NOT AUTHENTICATED | false",
        "X-User-Locale           | de                                   | NOT AUTHENTICATED | false",
        "X-Auth-Mode             | sso                                  | NOT AUTHENTICATED | false",
        "X-User-Id               | 1                                    | AUTHENTICATED     | true",
        "X-Auth-User             | alice                                | AUTHENTICATED     | true",
      })
  void v23_onlyWhatNamesSomebodyIsAnUnsignedIdentity(
      String name, String value, String status, boolean unsigned) {
    ToolRun run = ToolRun.of(authContext, Headers.of(name, value));
    assertEquals(status, run.facts().path("status").asText(), run.text());
    assertEquals(unsigned, run.findings().contains("IDENTITY_UNSIGNED"), run.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: i.elb.amazonaws.com; X-Forwarded-Proto: http; CloudFront-Forwarded-Proto: https"
            + " | cloudfront-forwarded-proto says https | URL_SCHEME_LOST",
        "Host: app.internal; X-Original-Host: mcp.example.com; X-Forwarded-Proto: https"
            + " | x-original-host says mcp.example.com | URL_HOST_LOST",
        "Host: app.example.net; X-Envoy-Original-Host: mcp.example.com; X-Forwarded-Proto: https"
            + " | x-envoy-original-host says mcp.example.com | URL_HOST_LOST",
        "Host: mcp.example.com; X-Forwarded-Proto: http; X-AppService-Proto: https"
            + " | x-appservice-proto says https | URL_SCHEME_LOST",
        "Host: mcp.example.com; X-Forwarded-Proto: http; Fastly-SSL: 1"
            + " | fastly-ssl says https | URL_SCHEME_LOST",
        "Host: mcp.example.com; X-Forwarded-Proto: http; WL-Proxy-SSL: true"
            + " | wl-proxy-ssl says true | URL_SCHEME_LOST",
        "Host: app.azurewebsites.net; X-Forwarded-Proto: https;"
            + " X-MS-Original-URL: https://mcp.example.com/mcp"
            + " | x-ms-original-url says mcp.example.com | URL_HOST_LOST",
      })
  void v11_eachHeaderThatTellsTheUrlIsHeard(String lines, String evidence, String finding) {
    Headers headers =
        Headers.of(
            List.of(lines.split("; ")).stream()
                .flatMap(line -> List.of(line.split(": ")).stream())
                .toArray(String[]::new));
    ToolRun run = ToolRun.of(authContext, headers);
    assertTrue(run.finding(finding).path("evidence").asText().contains(evidence), () -> run.text());
  }

  private static CallContext behindAProxy(String container) {
    var connection =
        CallContext.Connection.builder()
            .server("mcp.example.com", 80)
            .remote("10.0.0.9", 4711)
            .local("10.0.0.5", 8080)
            .container(container)
            .build();
    return new CallContext(
        "POST",
        "/mcp",
        "HTTP/1.1",
        Headers.of(
            "Host", "mcp.example.com",
            "X-Forwarded-For", "203.0.113.7",
            "X-Forwarded-Proto", "https"),
        connection,
        ToolRun.NOW);
  }

  private static String expecting(String name) {
    return "{\"expect\":[\"" + name + "\"]}";
  }

  private static String status(ToolRun run) {
    return run.facts().at("/expected/0/status").asText();
  }

  private static long count(ToolRun run, String id) {
    long count = 0;
    for (JsonNode finding : run.facts().path("findings")) {
      count += finding.path("id").asText().equals(id) ? 1 : 0;
    }
    return count;
  }
}
