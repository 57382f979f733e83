package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.diagnosis.system.HealthChecksTest;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Plants secrets in every place of a request and looks for them in everything that a whole server
 * lets out: replies, notifications and log records, of all nine tools and both eras. Of a JWT the
 * first seven characters may show, of everything else nothing but its scheme.
 *
 * <p>Left out on purpose: the message of {@code echo}, whose job it is, and what the protocol
 * echoes: the request id, {@code progressToken} and {@code requestState}.
 */
class PlantedSecretsTest {
  private static final long SEED = 20_260_728;
  private static final String META = "io.modelcontextprotocol/";

  private static final CallContext PLAIN = context("/mcp", Headers.NONE);

  private static final List<String> NAMES =
      List.of(
          "Authorization",
          "Proxy-Authorization",
          "Cookie",
          "X-User-Id",
          "X_User_Id",
          "X-Forwarded-User",
          "X-Auth-Request-Groups",
          "X-Auth-Request-Redirect",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "Forwarded",
          "Via",
          "X-Original-Uri",
          "Referer",
          "Origin",
          "Host",
          "User-Agent",
          "Accept",
          "Content-Type",
          "Connection",
          "Traceparent",
          "Tracestate",
          "Baggage",
          "X-Request-Id",
          "Mcp-Session-Id",
          "Mcp-Protocol-Version",
          "Mcp-Method",
          "Mcp-Name",
          "Mcp-Param-Region",
          "Mcp-Tenant",
          "Last-Event-Id",
          "X-Mcp-Toolname",
          "X-Api-Key",
          "X-Ms-Client-Principal",
          "X-Forwarded-Client-Cert",
          "X-Ssl-Client-S-Dn",
          "X-Jwt-Assertion",
          "Www-Authenticate",
          "X-Envoy-Original-Path",
          "Access-Control-Request-Method",
          "Access-Control-Request-Headers",
          "If-None-Match",
          "X-Anything",
          "x_any_thing",
          "q");

  private static final List<String> SECRET_NAMES =
      List.of(
          "Authorization",
          "Proxy-Authorization",
          "Cookie",
          "Set-Cookie",
          "X-Auth-Token",
          "X_AUTH_TOKEN",
          "X-Api-Key",
          "Api-Key",
          "Mcp-Session-Id",
          "X-Mcp-Session-Id",
          "Dpop",
          "Baggage",
          "Signature",
          "X-Forwarded-Access-Token",
          "X-Auth-Request-Access-Token",
          "X-Ms-Token-Aad-Access-Token",
          "Cf-Access-Client-Secret",
          "X-Fc-Security-Token",
          "X-Fc-Access-Key-Secret",
          "X-Vault-Token",
          "X-Amz-Security-Token",
          "X-Goog-Iap-Jwt-Assertion",
          "X-Tenant-Secret",
          "X-Auth-Password",
          "Mcp-Param-Api-Key",
          "X-Ms-Client-Principal",
          "X-Userinfo",
          "X-Accesskey",
          "X-Secretkey",
          "X-Wifi-Psk",
          "X-Pwd",
          "Phpsessid",
          "X-Sessionid");

  private static final List<String> SURROUNDINGS =
      List.of(
          "?",
          "a ?",
          "a=b; c=?",
          "a, ? , b",
          "\"?\"",
          "'?'",
          "(?)",
          "[?]",
          "<?>",
          "x:?",
          "x=?",
          "x/?",
          "?/x",
          "? ?",
          "%20?",
          "\\n?",
          "{\"a\":\"?\"}",
          "for=?;proto=https",
          "1.1 ?",
          "a|?",
          "é?",
          "\t?");

  private static final List<String> CLAIMS =
      List.of(
          "iss",
          "sub",
          "aud",
          "exp",
          "iat",
          "nbf",
          "auth_time",
          "azp",
          "scope",
          "name",
          "email",
          "client_id",
          "typ");

  private final Random random = new Random(SEED);
  private final FrontDoor door = new FrontDoor(Map.of("PATH", "/bin"));

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void everyToolIsReachedInBothEras() {
    CallContext context = context("/mcp", Headers.of("Authorization", "Bearer e30.e30.x"));
    for (String tool : FrontDoor.TOOLS) {
      ObjectNode params = FrontDoor.params(tool);
      String legacy = door.legacy("tools/call", params, context);
      assertTrue(legacy.contains("structuredContent"), legacy);
      String modern = door.modern("tools/call", params, context);
      assertTrue(modern.contains("structuredContent"), modern);
    }
  }

  @Test
  void noHeaderShowsASecretOfAKnownShape() {
    for (String name : NAMES) {
      for (int i = 0; i < 8; i++) {
        PlantedSecret secret = PlantedSecret.ofAnyShape(random);
        String value = one(SURROUNDINGS).replace("?", secret.text());
        assertHidden(secret, context("/mcp", Headers.of(name, value)));
      }
    }
  }

  @Test
  void noHeaderShowsASecretOfADocumentedForm() {
    PlantedSecret.ofEveryFormat(random)
        .forEach(
            secret -> {
              for (String surrounding : SURROUNDINGS) {
                String value = surrounding.replace("?", secret.text());
                assertHidden("printHeader", secret, Headers.of("X-Anything", value));
                assertHidden("printHeader", secret, Headers.of("Mcp-Param-Q", value));
              }
            });
  }

  @Test
  void theBase64OfASecretStaysHidden() {
    for (int i = 0; i < 100; i++) {
      PlantedSecret secret = PlantedSecret.ofAnyShape(random);
      String base64 =
          Base64.getEncoder().encodeToString(secret.text().getBytes(StandardCharsets.UTF_8));
      String value = "=?base64?" + base64 + "?=";
      var encoded = new PlantedSecret(value, List.of(base64));
      for (String name : List.of("Mcp-Name", "Mcp-Param-Q", "X-Anything")) {
        assertHidden(secret, context("/mcp", Headers.of(name, value)));
        assertHidden(encoded, context("/mcp", Headers.of(name, value)));
      }
    }
  }

  @Test
  void aSecretInTheNameOfAHeaderAboutTheCallerStaysHidden() {
    for (String start : List.of("X-Auth-", "X-User-", "X-Identity-", "X-Oidc-", "X-Sso-")) {
      for (int i = 0; i < 40; i++) {
        PlantedSecret secret = PlantedSecret.ofAnyShape(random);
        assertHidden(secret, context("/mcp", Headers.of(start + secret.text(), "1")));
      }
    }
  }

  @Test
  void headersThatAreSecretByNameShowNothingAtAll() {
    for (String name : SECRET_NAMES) {
      for (int i = 0; i < 4; i++) {
        PlantedSecret secret = PlantedSecret.withoutShape(random);
        assertHidden(secret, context("/mcp", Headers.of(name, secret.text())));
      }
    }
  }

  @Test
  void aSecretSentAsTheNameOfAHeaderStaysHidden() {
    for (int i = 0; i < 100; i++) {
      PlantedSecret secret = PlantedSecret.ofAnyShape(random);
      var twice = List.of(new Header(secret.text(), "1"), new Header(secret.text(), "2"));
      assertHidden(secret, context("/mcp", Headers.of(twice)));
    }
  }

  @Test
  void cookiesShowNoValue() {
    for (int i = 0; i < 50; i++) {
      PlantedSecret secret = PlantedSecret.withoutShape(random);
      String cookie = "a=" + secret.text() + "; " + secret.text();
      assertHidden(secret, context("/mcp", Headers.of("Cookie", cookie, "Set-Cookie", cookie)));
    }
  }

  @Test
  void theRequestLineAndTheContainerShowNoSecret() {
    for (int i = 0; i < 60; i++) {
      PlantedSecret secret = PlantedSecret.ofAnyShape(random);
      String text = secret.text();
      String before = one(List.of("/mcp?x=", "//mcp/?", "/mcp#", "/mcp/", "/mcp;x=", "/;token="));
      assertHidden(secret, context(before + text, Headers.NONE));
      String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
      assertHidden(secret, context(before + encoded, Headers.NONE));
      var connection =
          CallContext.Connection.builder()
              .scheme(text)
              .server(text, 80)
              .remote(text, 1)
              .local(text, 80)
              .userPrincipal(text)
              .build();
      assertHidden(
          secret,
          new CallContext(text, "/mcp", text, Headers.of("Host", "a"), connection, ToolRun.NOW));
    }
  }

  @Test
  void argumentsAndTheirNamesShowNoSecret() {
    for (int i = 0; i < 60; i++) {
      PlantedSecret secret = PlantedSecret.ofAnyShape(random);
      for (String tool : FrontDoor.TOOLS) {
        ObjectNode params = FrontDoor.params(tool);
        params.withObjectProperty("arguments").put(secret.text(), secret.text());
        assertHidden(secret, "tools/call", params, PLAIN);
      }
      assertArgumentsHidden(secret, "printHeader", "expect", Json.array().add(secret.text()));
      assertArgumentsHidden(
          secret, "printHeader", "expect", Json.object().put(secret.text(), "0123abcd"));
      assertArgumentsHidden(secret, "corsAnalysis", "origin", TextNode.valueOf(secret.text()));
    }
  }

  @Test
  void metadataShowsNoSecret() {
    for (int i = 0; i < 60; i++) {
      PlantedSecret secret = PlantedSecret.ofAnyShape(random);
      for (String tool : FrontDoor.TOOLS) {
        ObjectNode params = FrontDoor.params(tool);
        ObjectNode meta = params.putObject("_meta");
        meta.put("traceparent", secret.text()).put("baggage", secret.text());
        meta.put(secret.text(), secret.text());
        meta.putObject(META + "clientInfo")
            .put("name", secret.text())
            .put("version", secret.text());
        assertHidden(secret, "tools/call", params, PLAIN);
        meta.put(META + "logLevel", secret.text());
        assertHidden(secret, "tools/call", params, PLAIN);
        ObjectNode wrong = FrontDoor.params(tool);
        wrong.putObject("_meta").put(META + "protocolVersion", secret.text());
        assertFalse(secret.isIn(door.legacy("tools/call", wrong, PLAIN)), secret::text);
      }
    }
  }

  @Test
  void theHashOfABodyIsShownUnlessASecretCouldBeGuessedFromIt() {
    ObjectNode params = FrontDoor.params("printHeader");
    params.putObject("arguments").put("details", true);
    String plain = door.legacy("tools/call", params, PLAIN);
    assertTrue(plain.contains("\"sha256\""), plain);
    params.putObject("_meta").put("password", "hunter2");
    String guessable = door.legacy("tools/call", params, PLAIN);
    assertFalse(guessable.contains("\"sha256\""), guessable);
    assertTrue(guessable.contains("SHA-256: not shown, the body holds a secret"), guessable);
  }

  @Test
  void namesOfMethodsAndToolsShowNoSecret() {
    for (int i = 0; i < 200; i++) {
      PlantedSecret secret = PlantedSecret.ofAnyShape(random);
      assertHidden(secret, secret.text(), Json.object().put(secret.text(), 1), PLAIN);
      assertHidden(secret, "tools/call", Json.object().put("name", secret.text()), PLAIN);
      assertHidden(secret, "tools/list", Json.object().put("cursor", secret.text()), PLAIN);
      ObjectNode hello = Json.object().put("protocolVersion", secret.text());
      hello.putObject("capabilities").put(secret.text(), 1);
      hello.putObject("clientInfo").put("name", secret.text()).put("version", secret.text());
      assertHidden(secret, "initialize", hello, PLAIN);
    }
  }

  @Test
  void claimsShowNoSecretWhereverTheyAre() {
    for (int i = 0; i < 100; i++) {
      PlantedSecret secret = PlantedSecret.ofAnyShape(random);
      ObjectNode claims = Json.object().put(secret.text(), secret.text());
      for (String name : CLAIMS) {
        claims.put(name, secret.text());
      }
      claims.putObject("act").put("sub", secret.text()).putArray("x").add(secret.text());
      claims.putArray("roles").addObject().put(secret.text(), secret.text());
      ObjectNode header = Json.object().put("alg", secret.text()).put("kid", secret.text());
      assertTokenHidden(secret, TokenFixtures.token(header.toString(), claims.toString()));
    }
  }

  @Test
  void claimsThatAreSecretByNameShowNothingAtAll() {
    for (int i = 0; i < 100; i++) {
      PlantedSecret secret = PlantedSecret.withoutShape(random);
      ObjectNode claims = Json.object();
      ObjectNode deep = claims.putObject("a").putArray("b").addObject();
      for (String name : List.of("password", "client_secret", "api key", "nonce", "sid", "jti")) {
        claims.put(name, secret.text());
        deep.put(name, secret.text());
      }
      deep.putObject("credentials").put("user", secret.text());
      deep.putArray("tokens").add(secret.text());
      assertTokenHidden(secret, TokenFixtures.token(claims.toString()));
    }
  }

  @Test
  void variablesShowNoSecret() {
    for (int i = 0; i < 40; i++) {
      PlantedSecret shaped = PlantedSecret.ofAnyShape(random);
      PlantedSecret named = PlantedSecret.withoutShape(random);
      Map<String, String> variables =
          Map.of(
              "ENDPOINT",
              shaped.text(),
              "MCP_ENDPOINT",
              shaped.text(),
              shaped.text(),
              "1",
              "DATABASE_PASSWORD",
              named.text(),
              "JAVA_TOOL_OPTIONS",
              "-Dx=" + named.text());
      try (FrontDoor server = new FrontDoor(variables)) {
        for (String tool : FrontDoor.TOOLS) {
          String out = server.legacy("tools/call", FrontDoor.params(tool), PLAIN);
          assertFalse(shaped.isIn(out) || named.isIn(out), () -> shaped + " " + named + out);
        }
      }
    }
  }

  @Test
  void whatAHealthCheckThrowsIsLoggedWithoutItsSecrets() {
    for (int i = 0; i < 40; i++) {
      PlantedSecret secret = PlantedSecret.ofAnyShape(random);
      var cause = new IllegalArgumentException("cause " + secret.text());
      var check =
          new HealthChecksTest.NamedCheck(
              "Database",
              () -> {
                throw new IllegalStateException("refused " + secret.text(), cause);
              });
      try (FrontDoor server = new FrontDoor(McpEcho.builder().healthCheck(check))) {
        String out = server.legacy("tools/call", FrontDoor.params("healthProbe"), PLAIN);
        assertTrue(out.contains("java.lang.IllegalStateException: refused "), out);
        assertTrue(out.contains("Caused by: java.lang.IllegalArgumentException: cause "), out);
        assertFalse(secret.isIn(out), () -> secret + out);
      }
    }
  }

  @Test
  void aSecretThatAMirroredHeaderEncodesStaysHidden() {
    for (int i = 0; i < 40; i++) {
      PlantedSecret secret = PlantedSecret.ofAnyShape(random);
      byte[] bytes = secret.text().getBytes(StandardCharsets.UTF_8);
      String encoded = Base64.getEncoder().encodeToString(bytes);
      for (String value : List.of("=?base64?" + encoded + "?=", "=?base64?" + encoded + "=x?=")) {
        for (String name : List.of("Mcp-Param-Note", "Mcp-Name")) {
          CallContext context = context("/mcp", Headers.of(name, value));
          for (String tool : FrontDoor.TOOLS) {
            String out = door.legacy("tools/call", FrontDoor.params(tool), context);
            assertFalse(secret.isIn(out) || out.contains(encoded), () -> secret + out);
          }
        }
      }
    }
  }

  @Test
  void aChallengeShowsNothingButWhatIsKnownToBePublic() {
    for (int i = 0; i < 40; i++) {
      PlantedSecret secret = PlantedSecret.withoutShape(random);
      for (String challenge :
          List.of(
              "Bearer realm=\"a\", more=?",
              "Bearer error=x, more=\"?\", scope=y",
              "Digest realm=\"a\",opaque=\"?\"",
              "Bearer realm=a, ?",
              "Negotiate ?")) {
        String value = challenge.replace("?", secret.text());
        assertHidden(secret, context("/mcp", Headers.of("WWW-Authenticate", value)));
      }
    }
  }

  @Test
  void progressShowsNoSecret() {
    for (int i = 0; i < 4; i++) {
      PlantedSecret secret = PlantedSecret.ofAnyShape(random);
      ObjectNode params = FrontDoor.params("requestTiming");
      params.putObject("arguments").put("events", 1).put("intervalMs", 10);
      params.putObject("_meta").put("progressToken", 7);
      CallContext context = context("/mcp", Headers.of("X-Request-Start", secret.text()));
      assertTrue(door.legacy("tools/call", params, context).contains("notifications/progress"));
      assertHidden(secret, "tools/call", params, context);
    }
  }

  private void assertArgumentsHidden(
      PlantedSecret secret, String tool, String argument, JsonNode value) {
    ObjectNode params = FrontDoor.params(tool);
    params.putObject("arguments").set(argument, value);
    assertHidden(secret, "tools/call", params, PLAIN);
  }

  private void assertTokenHidden(PlantedSecret secret, String token) {
    assertHidden(secret, context("/mcp", Headers.of("Authorization", "Bearer " + token)));
    assertHidden(secret, context("/mcp", Headers.of("X-Forwarded-Access-Token", token)));
    ObjectNode params = FrontDoor.params("bearerDecode");
    params.putObject("arguments").put("token", token);
    assertHidden(secret, "tools/call", params, PLAIN);
  }

  private void assertHidden(String tool, PlantedSecret secret, Headers headers) {
    assertHidden(secret, "tools/call", FrontDoor.params(tool), context("/mcp", headers));
  }

  private void assertHidden(PlantedSecret secret, CallContext context) {
    for (String tool : FrontDoor.TOOLS) {
      assertHidden(secret, "tools/call", FrontDoor.params(tool), context);
    }
  }

  private void assertHidden(
      PlantedSecret secret, String method, ObjectNode params, CallContext context) {
    String legacy = door.legacy(method, params, context);
    assertFalse(secret.isIn(legacy), () -> secret + "\n" + legacy);
    String modern = door.modern(method, params, context);
    assertFalse(secret.isIn(modern), () -> secret + "\n" + modern);
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static CallContext context(String target, Headers headers) {
    return new CallContext(
        "POST", target, "HTTP/1.1", headers, CallContext.Connection.LOOPBACK, ToolRun.NOW);
  }
}
