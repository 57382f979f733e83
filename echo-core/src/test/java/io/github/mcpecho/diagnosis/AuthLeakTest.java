package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets of known shapes, in every place that the two tools look at. */
class AuthLeakTest {
  private static final List<String> SECRETS =
      List.of(
          "ghp_0123456789abcdefghijABCDEFGHIJ012345",
          "sk-proj-0123456789abcdefghijABCDEFGHIJ",
          "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzZWNyZXRzdWJqZWN0In0.c2VjcmV0LXNpZ25hdHVyZS1ieXRlcw",
          "AKIAIOSFODNN7EXAMPLE");

  private static final List<String> HEADERS =
      List.of(
          "Authorization",
          "DPoP",
          "Host",
          "Origin",
          "User-Agent",
          "Mcp-Session-Id",
          "MCP-Protocol-Version",
          "X-User-Id",
          "X-User-Name",
          "X-User-Email",
          "X-User-Roles",
          "X_User_Id",
          "X-Auth-Token",
          "X-API-Key",
          "X-SSO-Thing",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Forwarded-Port",
          "X-Forwarded-Prefix",
          "X-Real-IP",
          "Forwarded",
          "X-Forwarded-Access-Token",
          "X-Pomerium-Jwt-Assertion",
          "X-Forwarded-Client-Cert",
          "X-MS-Client-Principal-Name",
          "CF-Visitor");

  private static final List<String> TEMPLATES =
      List.of("%s", "Bearer %s", "bearer  \"%s\"", "for=%s;host=%s;proto=%s", "/%s", "https://%s/");

  private final Clock clock = Clock.fixed(ToolRun.NOW, ZoneOffset.UTC);
  private final Redactor redactor = new Redactor("key".getBytes(StandardCharsets.UTF_8));

  static Stream<String> headers() {
    return HEADERS.stream();
  }

  static Stream<String> secrets() {
    return SECRETS.stream();
  }

  @ParameterizedTest
  @MethodSource("headers")
  void secretInAHeaderNeverShows(String header) {
    for (String secret : SECRETS) {
      for (String template : TEMPLATES) {
        String value = template.replace("%s", secret);
        Headers headers =
            header.equals("Host")
                ? Headers.of("Host", value)
                : Headers.of("Host", "mcp.example.com", header, value);
        hides(
            secret,
            new AuthContextTool(clock, redactor, PublicUrl.UNKNOWN, List.of()),
            headers,
            "{}");
        hides(secret, new BearerDecodeTool(clock, redactor), headers, "{}");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void secretInAClaimNeverShows(String secret) {
    String places =
        "{\"iss\":\"X\",\"sub\":\"X\",\"aud\":[\"X\"],\"exp\":\"X\",\"iat\":\"X\",\"scope\":[\"X\"],"
            + "\"email\":\"X\",\"name\":\"X\",\"roles\":[\"X\"],\"groups\":[\"X\"],\"jti\":\"X\","
            + "\"act\":{\"sub\":\"X\"},\"cnf\":{\"jkt\":\"X\",\"x5t#S256\":\"X\"},\"X\":1,"
            + "\"client_id\":\"X\",\"deep\":{\"er\":[{\"X\":\"X\"}]}}";
    String header =
        "{\"alg\":\"X\",\"typ\":\"X\",\"kid\":\"X\",\"jku\":\"X\",\"crit\":[\"X\"],\"x5c\":[\"X\"]}";
    String token = TokenFixtures.token(header.replace("X", secret), places.replace("X", secret));
    String proof = TokenFixtures.token(header.replace("X", secret), places.replace("X", secret));
    Headers headers = Headers.of("Authorization", "Bearer " + token, "DPoP", proof);
    hides(
        secret, new AuthContextTool(clock, redactor, PublicUrl.UNKNOWN, List.of()), headers, "{}");
    hides(secret, new BearerDecodeTool(clock, redactor), headers, "{}");
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void secretInAnArgumentNeverShows(String secret) {
    String arguments =
        "{\"token\":\"T\",\"expectedAudience\":\"X\",\"expectedIssuer\":\"X\",\"expectedScopes\":[\"X\"]}"
            .replace("X", secret);
    String token = TokenFixtures.token("{\"aud\":\"a\"}");
    Tool tool = new BearerDecodeTool(clock, redactor);
    hides(secret, tool, Headers.NONE, arguments.replace("\"T\"", "\"" + token + "\""));
    hides(secret, tool, Headers.NONE, arguments.replace("\"T\"", "\"" + secret + "\""));
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void secretInTheRequestTargetNeverShows(String secret) {
    for (String target :
        List.of("/mcp?token=" + secret, "/" + secret, "http://" + secret + "/mcp")) {
      var context =
          new CallContext(
              "POST",
              target,
              "HTTP/1.1",
              Headers.NONE,
              CallContext.Connection.LOOPBACK,
              ToolRun.NOW);
      Tool tool = new AuthContextTool(clock, redactor, PublicUrl.UNKNOWN, List.of());
      check(secret, ToolRun.of(tool, context, Json.object()), target);
    }
  }

  /** The parts of a list of groups are read one by one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"ann:hunter2\" | chpasswd",
        "define('DB_PASSWORD', 'hunter2');",
        "recovery codes: 11111-22222, hunter2"
      })
  void secretInAListNeverShows(String list) {
    for (String name : List.of("X-Auth-Request-Groups", "X-User-Roles", "Remote-Groups")) {
      ToolRun run =
          ToolRun.of(
              new AuthContextTool(clock, redactor, PublicUrl.UNKNOWN, List.of()),
              Headers.of(name, list));
      assertFalse(run.text().contains("hunter2"), run.text());
      assertFalse(run.facts().toString().contains("hunter2"), name);
    }
  }

  private static void hides(String secret, Tool tool, Headers headers, String arguments) {
    check(secret, ToolRun.of(tool, headers, arguments), headers + " " + arguments);
  }

  private static void check(String secret, ToolRun run, String where) {
    String tail = secret.substring(7);
    String all = run.text() + run.facts();
    // Hosts are compared in lower case.
    assertFalse(all.contains(tail) || all.contains(tail.toLowerCase(java.util.Locale.ROOT)), where);
    // A JWT in the Authorization header is decoded, which is the point; its signature stays hidden.
    assertFalse(all.contains("c2VjcmV0LXNpZ25hdHVyZS1ieXRlcw"), where);
  }
}
