package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.http.TlsSession;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import java.io.InputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an identity or a credential and what is not, alike in printHeader and authContext. */
class CallerVerdictsTest {
  private static final String XFCC = "X-Forwarded-Client-Cert";
  private static final String SIGNATURE = "c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";
  private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2kifQ." + SIGNATURE;
  private static final String JWE = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..aXY.Y3Q." + SIGNATURE;
  private static final String OPAQUE = "mF_9.B5f-4.1JqM0aXbC4dE5fGhA";

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
        "se://docker/mcp/github",
        "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)",
        "process.env.TOKEN",
        "@(context.User?.Id)",
        "@(context.Request.Headers.GetValueOrDefault(\"X-User\",\"\"))",
        "@{ return context.User.Email; }",
        "context.authorizer.principalId",
        "$context.authorizer.claims['cognito:username']",
        "method.request.header.X-User",
        "$util.escapeJavaScript($context.authorizer.claims.email)",
        "$input.params('user')",
        "stageVariables.user",
        "{#context.attributes['jwt.claims']['sub']}",
        "{#request.headers['X-User'][0]}",
        "#[vars.user]",
        "#[attributes.headers['x-user']]",
        "$ctx:api.ut.userName",
        "get-property('api.ut.userName')",
        "req.http.X-User",
        "bereq.http.X-User",
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
  @CsvSource({
    "X-Api-Key, dummy",
    "X-Api-Key, test-key",
    "Api-Key, sk-...",
    "X-Auth-Token, secret",
    "X-Goog-Api-Key, AIza****",
    "Ocp-Apim-Subscription-Key, foo",
    "X-Session-Token, demo123"
  })
  void v03_wordInAHeaderForCredentialsIsNone(String name, String value) {
    ToolRun run = ToolRun.of(authContext, Headers.of(name, value));
    assertEquals("NOT AUTHENTICATED", run.facts().path("status").asText(), run.text());
    assertTrue(run.findings().contains("HEADER_PLACEHOLDER"), run.text());
    ToolRun expected = ToolRun.of(printHeader, Headers.of(name, value), expecting(name));
    assertEquals("placeholder", status(expected));
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
        "context",
        "method.man@example.com",
        "@alice",
        "alice (contractor)",
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
    ToolRun printed = ToolRun.of(printHeader, Headers.of(name, "Bearer abc.def.ghi"));
    assertEquals(evidence, printed.finding("AUTH_ARRIVED_ELSEWHERE").path("evidence").asText());
    assertTrue(
        ToolRun.of(
                new BearerDecodeTool(Clock.fixed(ToolRun.NOW, ZoneOffset.UTC), redactor),
                Headers.of(name, "Bearer abc.def.ghi"))
            .text()
            .endsWith(
                " But a credential arrived as "
                    + name.toLowerCase(Locale.ROOT)
                    + ": see authContext."));
    assertEquals("NOT AUTHENTICATED", run.facts().path("status").asText());
    assertFalse(run.text().contains("Neither reached this server"), run.text());
    ToolRun beside =
        ToolRun.of(
            authContext, Headers.of(name, "Bearer abc.def.ghi", "Authorization", "Bearer jkl"));
    assertFalse(beside.findings().contains("AUTH_ARRIVED_ELSEWHERE"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Amzn-Bedrock-AgentCore-Runtime-Custom-Authorization | Bearer <jwt>",
        "x-mcp-auth                  | Bearer <opaque>",
        "x-mcp-github-authorization  | Bearer <opaque>",
        "x-approuter-authorization   | Bearer <jwt>",
        "Authorisation               | Bearer <jwt>",
        "X_Authorization             | bearer <opaque>",
        "Bearer                      | <jwt>",
        "X-JWT                       | <jwt>",
        "Jwt                         | <jwt>",
        "Token                       | <jwt>",
        "X-Token                     | <jwt>",
        "X-Auth-Token                | Bearer <opaque>",
        "X-Access-Token              | <jwt>",
        "X-Bearer-Token              | <jwe>",
        "X-Auth-Jwt                  | <jwt>",
        "Proxy-Authorization         | Bearer <jwt>",
        "X-Ms-Authorization          | DPoP <jwt>",
        "X-Whatever                  | Bearer <opaque>",
        "Cookie                      | theme=dark; access_token=<jwt>",
      })
  void v04_aCredentialIsKnownByItsFormUnderEveryName(String name, String form) {
    Headers headers = Headers.of(name, filledIn(form), "X-Forwarded-Proto", "https");
    ToolRun run = ToolRun.of(authContext, headers);
    assertEquals(
        "arrived as " + name.toLowerCase(Locale.ROOT),
        run.finding("AUTH_ARRIVED_ELSEWHERE").path("evidence").asText(),
        run.text());
    assertFalse(run.text().contains("Neither reached this server"), run.text());
    assertFalse(run.text().contains(SIGNATURE), run.text());
    assertFalse(run.text().contains(OPAQUE), run.text());
    ToolRun beside =
        ToolRun.of(authContext, Headers.of(name, filledIn(form), "Authorization", "Bearer " + JWT));
    assertFalse(beside.findings().contains("AUTH_ARRIVED_ELSEWHERE"), beside.text());
  }

  /** What proxies, platforms and applications send beside a credential, or for their own use. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Id-Token                  | <jwt>",
        "X-Forwarded-Id-Token        | <jwt>",
        "X-Ms-Token-Aad-Id-Token     | <jwt>",
        "X-Ms-Token-Foo-Id-Token     | <jwt>",
        "X-Amzn-Oidc-Accesstoken     | <jwt>",
        "Cf-Access-Jwt-Assertion     | <jwt>",
        "X-Amzn-Ava-User-Context     | <jwt>",
        "X-Vercel-Oidc-Token         | <jwt>",
        "X-Vercel-Proxy-Signature    | Bearer 0123456789abcdef0123456789abcdef",
        "X-Firebase-AppCheck         | <jwt>",
        "X-Nf-Sign                   | <jwt>",
        "DPoP                        | <jwt>",
        "OAuth-Client-Attestation    | <jwt>",
        "Mcp-Session-Id              | <jwt>",
        "Mcp-Param-Text              | <jwt>",
        "X-Csrf-Token                | <jwt>",
        "Sec-WebSocket-Protocol      | <jwt>",
        "X-Apigateway-Api-Userinfo   | eyJzdWIiOiJhbGljZSJ9",
        "X-Note                      | Bearer of good news",
        "X-Token-Type                | Bearer",
        "X-Auth-Mode                 | Bearer ${TOKEN}",
        "X-Version                   | eyJ.1.2",
        "Cookie                      | theme=eyJhIjoxfQ; a=b",
      })
  void v04_whatIsNotTheCallersCredentialIsNotCalledSo(String name, String form) {
    ToolRun run = ToolRun.of(authContext, Headers.of(name, filledIn(form)));
    assertFalse(run.findings().contains("AUTH_ARRIVED_ELSEWHERE"), run.text());
  }

  /** A browser sends cookies along with whatever Cloudflare Access asserts. */
  @Test
  void v04_aCookieBesideAnIdentityIsNoCredentialThatWentAstray() {
    ToolRun run =
        ToolRun.of(
            authContext,
            Headers.of(
                "Cookie",
                "CF_Authorization=" + JWT,
                "Cf-Access-Authenticated-User-Email",
                "alice@example.com"));
    assertFalse(run.findings().contains("AUTH_ARRIVED_ELSEWHERE"), run.text());
  }

  @ParameterizedTest
  @CsvSource({
    "X-Amzn-Remapped-Authorization, X-Envoy-Attempt-Count, Amazon API Gateway: map",
    "X-Original-Authorization, X-Appgw-Trace-Id, Azure Application Gateway: look for",
    "X-Approuter-Authorization, X-Correlationid, SAP Application Router: takes",
    "X-Whatever, X-Envoy-Attempt-Count, Write Authorization as its name",
    "Authorisation, X-Appgw-Trace-Id, Write Authorization as its name",
    "Authentication, X-Real-IP, Write Authorization as its name",
    "X-MCP-Auth, X-Real-IP, Write Authorization as its name",
  })
  void v04_expectKnowsACredentialByItsForm(String name, String sign, String fix) {
    JsonNode finding =
        ToolRun.of(
                printHeader,
                Headers.of(name, "Bearer " + JWT, sign, "1"),
                expecting("authorization"))
            .finding("HEADER_EXPECTED_ABSENT");
    assertEquals(
        "authorization: a credential arrived as " + name.toLowerCase(Locale.ROOT),
        finding.path("evidence").asText());
    assertTrue(finding.path("fix").asText().startsWith(fix), finding.toString());
    assertEquals(
        finding.path("fix"),
        ToolRun.of(authContext, Headers.of(name, "Bearer " + JWT, sign, "1"))
            .finding("AUTH_ARRIVED_ELSEWHERE")
            .path("fix"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Amzn-Oidc-Data",
        "X-Amzn-Ava-User-Context",
        "Cf-Access-Jwt-Assertion",
        "X-Goog-Iap-Jwt-Assertion",
        "X-Pomerium-Jwt-Assertion",
        "Teleport-Jwt-Assertion",
        "X-Jwt-Assertion",
        "X-Grafana-Id",
        "X-Ext-Auth-Wristband",
      })
  void v02_anAssertionIsJudgedAsAnyOtherToken(String name) {
    String shown = name.toLowerCase(Locale.ROOT);
    long now = ToolRun.NOW.getEpochSecond();
    ToolRun over = asserted(name, "{\"alg\":\"ES256\",\"kid\":\"k\"}", now - 1_000);
    assertEquals("CREDENTIALS REFUSED", over.facts().path("status").asText(), over.text());
    String evidence = over.finding("TOKEN_EXPIRED").path("evidence").asText();
    assertTrue(evidence.startsWith(shown + ": exp was 16 minutes, 40 seconds ago"), evidence);
    ToolRun sound = asserted(name, "{\"alg\":\"ES256\",\"kid\":\"k\"}", now + 100);
    assertEquals("AUTHENTICATED", sound.facts().path("status").asText(), sound.text());
    assertEquals(List.of(), loud(sound), sound.text());
    ToolRun bare = asserted(name, "{\"alg\":\"none\"}", now + 100);
    assertEquals("CREDENTIALS REFUSED", bare.facts().path("status").asText(), bare.text());
    assertEquals(shown, bare.finding("TOKEN_ALG_NONE").path("evidence").asText().split(":")[0]);
    assertFalse(bare.findings().contains("IDENTITY_SIGNED_ALTERNATIVE"), bare.text());
  }

  /** An ID token of a session, or a token that is passed on, may be over in a sound set-up. */
  @ParameterizedTest
  @ValueSource(strings = {"X-Ms-Token-Aad-Id-Token", "X-Amzn-Oidc-Accesstoken", "X-Authentik-Jwt"})
  void v02_aTokenThatIsPassedOnIsNotJudgedByItsTime(String name) {
    ToolRun run = asserted(name, "{\"alg\":\"ES256\",\"kid\":\"k\"}", 1_000);
    assertEquals("AUTHENTICATED", run.facts().path("status").asText(), run.text());
    assertEquals(List.of(), loud(run), run.text());
  }

  @ParameterizedTest
  @CsvSource({
    "true, guest, NOT AUTHENTICATED",
    "TRUE, alice, NOT AUTHENTICATED",
    "false, alice, AUTHENTICATED",
  })
  void v04_theAnonymousConsumerOfKongIsNobodyWhateverItsName(
      String anonymous, String consumer, String status) {
    ToolRun run =
        ToolRun.of(
            authContext,
            Headers.of(
                "X-Consumer-Username", consumer,
                "X-Consumer-Id", "6f1c2a7e-5d0b-4c9e-9a51-0f3f6f0f9a11",
                "X-Anonymous-Consumer", anonymous));
    assertEquals(status, run.facts().path("status").asText(), run.text());
    assertEquals(
        status.startsWith("NOT"),
        run.text().contains("the proxy says that nobody has signed in"),
        run.text());
    assertFalse(status.startsWith("NOT") && run.findings().contains("IDENTITY_UNSIGNED"));
  }

  @Test
  void v04_aServiceTokenOfCloudflareNamesAClientAndNoUser() {
    String claims = "{\"common_name\":\"e367826f93b8d71185e03fe518aff3b4.access\",\"sub\":\"\"}";
    ToolRun run =
        ToolRun.of(authContext, Headers.of("Cf-Access-Jwt-Assertion", TokenFixtures.token(claims)));
    assertEquals("AUTHENTICATED", run.facts().path("status").asText(), run.text());
    assertFalse(run.text().contains("User ID"), run.text());
    JsonNode source = run.facts().at("/identitySources/0");
    assertEquals("clientId", source.path("attribute").asText(), run.text());
    assertEquals(1, run.facts().path("identitySources").size(), run.text());
  }

  @Test
  void v04_thePrincipalOfStaticWebAppsIsRead() {
    String principal =
        "{\"identityProvider\":\"github\",\"userId\":\"d75b260a64504067bfc5b2905e3b8182\","
            + "\"userDetails\":\"alice\",\"userRoles\":[\"anonymous\",\"authenticated\"]}";
    ToolRun run =
        ToolRun.of(
            authContext, Headers.of("X-Ms-Client-Principal", TokenFixtures.base64(principal)));
    assertEquals("AUTHENTICATED", run.facts().path("status").asText(), run.text());
    assertEquals("alice", run.facts().at("/user/username").asText(), run.text());
    ToolRun nobody =
        ToolRun.of(
            authContext,
            Headers.of(
                "X-Ms-Client-Principal", TokenFixtures.base64("{\"userRoles\":[\"anonymous\"]}")));
    assertEquals("NOT AUTHENTICATED", nobody.facts().path("status").asText(), nobody.text());
  }

  /** Any other signature is the caller's, as far as anybody can see. */
  @ParameterizedTest
  @CsvSource({
    "AWS4-HMAC-SHA256, lambda, true, CREDENTIALS REFUSED",
    "AWS4-HMAC-SHA256, lambda, false, AUTHENTICATED",
    "AWS4-HMAC-SHA256, execute-api, true, AUTHENTICATED"
  })
  void v02_theSignatureOfCloudFrontIsNotTheCallers(
      String scheme, String service, boolean cloudFront, String status) {
    ToolRun run =
        ToolRun.of(
            authContext,
            Headers.of(
                "Authorization",
                scheme
                    + " Credential=AKIAIOSFODNN7EXAMPLE/20241220/eu-west-1/"
                    + service
                    + "/aws4_request, SignedHeaders=host;x-amz-date, Signature="
                    + "0f1e2d3c".repeat(8),
                cloudFront ? "X-Amz-Cf-Id" : "X-Amz-Date",
                "20241220T124500Z"));
    assertEquals(status, run.facts().path("status").asText(), run.text());
  }

  @Test
  void v04_thePlatformsOwnTokenDoesNotSayWhoTheCallerIs() {
    String platforms =
        TokenFixtures.token(
            "{\"iss\":\"https://accounts.google.com\",\"sub\":\"1145\","
                + "\"email\":\"pom@proj.iam.gserviceaccount.com\",\"aud\":\"https://m.run.app\"}");
    ToolRun run =
        ToolRun.of(
            authContext,
            Headers.of(
                "Authorization",
                "Bearer " + platforms,
                "X-Pomerium-Jwt-Assertion",
                TokenFixtures.token("{\"sub\":\"alice\"}")));
    assertEquals("alice", run.facts().at("/user/userId").asText(), run.text());
    String fix = run.finding("AUTH_TOKEN_OF_PLATFORM").path("fix").asText();
    assertTrue(fix.startsWith("Pomerium: "), fix);
    assertFalse(run.findings().contains("IDENTITY_DISAGREES"), run.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api_key     | X-Real-Ip: 1; X-Forwarded-For: 1          | nginx: drops them: set"
            + " underscores_in_headers",
        "REMOTE_USER | X-Real-Ip: 1                              | nginx: drops them: set"
            + " underscores_in_headers",
        "x_api_key   | X-Scheme: https; X-Forwarded-Scheme: https| ingress-nginx: drops them: set"
            + " enable-underscores",
        "user_id     | X-Amzn-Trace-Id: Root=1; X-Forwarded-For: 1| AWS Application Load Balancer:"
            + " drops them if",
        "tenant_id   | X-Request-Id: 1                           | Use hyphens in the name",
        "api_key     | X-Kong-Request-Id: 1                      | Kong: openid-connect",
        "api-key     | X-Real-Ip: 1                              | nginx: auth_request_set",
      })
  void v13_aNameWithUnderscoresIsLostForThem(String name, String lines, String fix) {
    JsonNode finding =
        ToolRun.of(printHeader, headers(lines), expecting(name)).finding("HEADER_EXPECTED_ABSENT");
    assertTrue(finding.path("fix").asText().startsWith(fix), finding.toString());
  }

  /** The cause is told, and nothing that follows from it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: mcp.example.com; X-Forwarded-For: 203.0.113.7 | URL_SCHEME_UNKNOWN",
        "Host: mcp.example.com; X-Forwarded-Proto: http      | URL_PUBLIC_HTTP",
        "Host: mcp.example.com                               | URL_PUBLIC_HTTP",
      })
  void v11_whatIsLostOfTheUrlStandsInPlaceOfTheAudience(String lines, String cause) {
    String token =
        TokenFixtures.token(
            "{\"iss\":\"https://login.example.com\",\"aud\":\"https://mcp.example.com/mcp\"}");
    ToolRun run = ToolRun.of(authContext, headers(lines + "; Authorization: Bearer " + token));
    List<String> ids = run.findings();
    assertTrue(ids.contains(cause) && !ids.contains("AUTH_AUDIENCE_DIFFERS"), run.text());
  }

  @ParameterizedTest
  @CsvSource({
    "X-Consumer-Username, anonymous, 'a gateway (Kong, APISIX)'",
    "X-Forwarded-User, anonymous, many a proxy",
    "Remote-User, Anonymous, many a proxy",
    "X-Remote-User, system:anonymous, Kubernetes",
    "X-Remote-Group, system:unauthenticated, Kubernetes",
    "iv-user, Unauthenticated, IBM Security Verify Access",
    "iv-groups, '\"unauthenticated\"', IBM Security Verify Access",
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
    "X-Vouch-User, x-vouch-user",
    "X-Vouch-IdP-Claims-Email, x-vouch-idp-claims-email",
    "X-Token-User-Email, x-token-user-email",
    "X-Token-Subject, x-token-subject",
    "X-Amzn-Bedrock-AgentCore-Runtime-User-Id, x-amzn-bedrock-agentcore-runtime-user-id",
    "X-Jwt-Claim-Sub, x-jwt-claim-sub",
    "X-Jwt-Claim-Email, x-jwt-claim-email",
    "eppn, eppn",
    "MELLON_NAME_ID, mellon_name_id",
    "Impersonate-User, impersonate-user",
    "X-Grafana-User, x-grafana-user",
    "Sf-Context-Current-User, sf-context-current-user",
    "X-ExeDev-Email, x-exedev-email",
    "X-Warpgate-Username, x-warpgate-username",
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
        "Authorization     | Bearer          |      | empty       | AUTH_TOKEN_EMPTY",
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
        "X-Api-Key               | k3y                                  | AUTHENTICATED     |"
            + " false",
        "X-Auth-Jwt              | eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln | AUTHENTICATED |"
            + " false",
        "X-Auth-Request-Redirect | /mcp                                 | NOT AUTHENTICATED |"
            + " false",
        "X-User-Agent            | grpc-web-javascript/0.1              | NOT AUTHENTICATED |"
            + " false",
        "X-User-Locale           | de                                   | NOT AUTHENTICATED |"
            + " false",
        "X-Auth-Mode             | sso                                  | NOT AUTHENTICATED |"
            + " false",
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
    ToolRun run = ToolRun.of(authContext, headers(lines));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "User-Agent       | curl  | certificate | Subject=\"CN=Jane \\\"JJ\\\" Doe,O=Foo\\, Inc.\"",
        "X-Forwarded-User | alice | userId      | alice",
      })
  void trial_p08_theCertificateOfTheConnectionIsTheUserIfNothingElseIs(
      String header, String value, String fact, String shown) throws Exception {
    ToolRun run = ToolRun.of(authContext, tls(Headers.of(header, value)), Json.object());

    assertEquals("AUTHENTICATED", run.facts().path("status").asText());
    assertEquals(Json.object().put(fact, shown), run.facts().path("user"), run.text());
    assertTrue(run.text().contains("Subject=\"CN=Jane \\\"JJ\\\" Doe"), run.text());
  }

  /** Over TLS, with a certificate whose subject has quotation marks and a comma in it. */
  private static CallContext tls(Headers headers) throws Exception {
    try (InputStream pem = CallerVerdictsTest.class.getResourceAsStream("quoted-client.pem")) {
      var certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
      var session =
          new TlsSession(
              "TLSv1.3",
              "TLS_AES_256_GCM_SHA384",
              Optional.empty(),
              Optional.empty(),
              Optional.of(certificate));
      return new CallContext(
          "POST",
          "/mcp",
          "HTTP/1.1",
          headers,
          CallContext.Connection.builder().tls(session).build(),
          ToolRun.NOW);
    }
  }

  private ToolRun asserted(String name, String header, long exp) {
    String token =
        TokenFixtures.token(
            header, "{\"iss\":\"https://p\",\"sub\":\"alice\",\"exp\":" + exp + "}");
    return ToolRun.of(authContext, Headers.of(name, token));
  }

  private static List<String> loud(ToolRun run) {
    var ids = new ArrayList<String>();
    for (JsonNode finding : run.facts().path("findings")) {
      if (!finding.path("severity").asText().equals("INFO")) {
        ids.add(finding.path("id").asText());
      }
    }
    return ids;
  }

  private static Headers headers(String lines) {
    return Headers.of(HeaderLines.of(lines).toArray(String[]::new));
  }

  private static String filledIn(String form) {
    return form.replace("<jwt>", JWT).replace("<jwe>", JWE).replace("<opaque>", OPAQUE);
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
