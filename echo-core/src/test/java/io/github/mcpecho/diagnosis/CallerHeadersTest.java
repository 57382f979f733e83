package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.identity.Identity;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers about the caller that come several times, renamed, or with nothing filled in. */
class CallerHeadersTest {
  private final Redactor redactor = new Redactor(new byte[] {1});
  private final Clock clock = Clock.fixed(ToolRun.NOW, ZoneOffset.UTC);
  private final Tool printHeader = new PrintHeaderTool(redactor, "pod-7");
  private final Tool bearerDecode =
      new BearerDecodeTool(clock, redactor, TokenPolicy.NONE, Identity::judgeAll);
  private final Tool authContext =
      new AuthContextTool(clock, redactor, PublicUrl.UNKNOWN, List.of());

  /** Kubernetes: Authenticating Proxy, User impersonation. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-Remote-User: alice; X-Remote-Group: dev; X-Remote-Group: ops        | X-Remote-Group          | false
          X-Remote-User: alice; X-Remote-Extra-Scopes: openid; X-Remote-Extra-Scopes: profile | X-Remote-Extra-Scopes | false
          X-Remote-User: alice; X-Remote-Extra-Acme.com%2Fproject: a; X-Remote-Extra-Acme.com%2Fproject: b | X-Remote-Extra-Acme.com%2Fproject | false
          Impersonate-User: alice; Impersonate-Group: dev; Impersonate-Group: ops | Impersonate-Group     | false
          Impersonate-User: alice; Impersonate-Extra-Scopes: view; Impersonate-Extra-Scopes: edit | Impersonate-Extra-Scopes | false
          X-Remote-User: alice; X-Remote-User: alice                            | X-Remote-User           | true
          X-Forwarded-Groups: dev; X-Forwarded-Groups: admin                    | X-Forwarded-Groups      | true
          """)
  void aLineForEachValueIsNoSecondCopy(String lines, String expected, boolean isCopy) {
    assertEquals(isCopy, run(authContext, lines).findings().contains("IDENTITY_HEADER_DUPLICATED"));
    ToolRun run = run(printHeader, lines, expecting(expected));
    assertEquals(isCopy, run.findings().contains("HEADER_EXPECTED_DUPLICATED"), run.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Remote-User: $remote_user",
        "X-Remote-User: %{REMOTE_USER}e",
        "X-Remote-User: {{user}}",
        "X-Forwarded-User: ${user}",
        "Remote-User: {http.auth.user.id}",
        "X-SSO-User: $remote_user",
        "X-Authentik-Meta: %{user}",
        "Impersonate-User: {{ user.name }}",
        "X-Remote-Extra-Team: {{team}}",
        "X-Remote-Group: $groups",
        "X-Remote-Group: dev; X-Remote-Group: $groups",
        "X-Remote-User: alice; X-Remote-User: $remote_user",
        "X-User-Roles: dev, $role",
        "X-Remote-User: user=$remote_user",
        "X-Username: CN=$ssl_client_s_dn_cn",
        "X-Forwarded-Email: $remote_user@example.com",
        "X-Forwarded-Email: {{user}}@example.com",
        "X-Forwarded-Email: %{REMOTE_USER}e@example.com",
        "X-Remote-User: (null)",
        "X-SSL-Client-S-DN: $ssl_client_s_dn",
        "X-Forwarded-Client-Cert: $http_x_forwarded_client_cert",
      })
  void anExpressionThatNobodyEvaluatedIsAPlaceholder(String lines) {
    for (Tool tool : List.of(printHeader, authContext)) {
      ToolRun run = run(tool, lines);
      assertTrue(run.findings().contains("HEADER_PLACEHOLDER"), run.text());
      assertFalse(run.findings().contains("IDENTITY_DISAGREES"), run.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Remote-User: alice$",
        "X-Remote-User: host$@CORP.LOCAL",
        "X-Remote-User: CORP\\svc$",
        "X-Forwarded-Email: 100%real@example.com",
        "X-Remote-User: a%40example.com",
        "X-User-Roles: dev, ops",
        "X-Remote-Name: J$ Smith",
        "X-Remote-Extra-Scopes: openid",
      })
  void aNameWithASignIsNone(String lines) {
    for (Tool tool : List.of(printHeader, authContext)) {
      ToolRun run = run(tool, lines);
      assertFalse(run.findings().contains("HEADER_PLACEHOLDER"), run.text());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-Tenant-Id | X_Tenant_Id: acme                | arrived with underscores               | Send the name with hyphens
          X_Tenant_Id | X-Tenant-Id: acme                | arrived with hyphens                   | Read it under its name with hyphens
          x_tenant-id | X-Tenant-Id: acme; X-Real-Ip: 1.2.3.4 | arrived with hyphens              | Read it under its name with hyphens
          Date        | X-Amzn-Remapped-Date: today      | the name arrived as x-amzn-remapped-date | Something on the way renames it
          X-Tenant-Id | X-Forwarded-Tenant-Id: acme      | the name arrived as x-forwarded-tenant-id | or read it as x-forwarded-tenant-id
          X-Tenant-Id | X-Original-X-Tenant-Id: acme     | the name arrived as x-original-x-tenant-id | or read it as
          """)
  void aHeaderThatArrivedOtherwiseIsNotLost(
      String expected, String lines, String words, String fix) {
    JsonNode finding =
        run(printHeader, lines, expecting(expected)).finding("HEADER_EXPECTED_ABSENT");
    String evidence = finding.path("evidence").asText();
    assertTrue(evidence.toLowerCase().contains(words), evidence);
    String shown = finding.path("fix").asText();
    assertTrue(shown.toLowerCase().contains(fix.toLowerCase()), shown);
  }

  @ParameterizedTest
  @CsvSource({"X-Tenant-Id, X-Tenant, false", "X-Tenant-Id, X-Customer, true"})
  void aValueIsRecognisedUnderAnotherName(String expected, String arrived, boolean isSame) {
    ToolRun first = run(printHeader, "X-Customer: acme-4711", expecting("X-Customer"));
    String fingerprint = first.facts().at("/expected/0/fingerprints/0").asText();
    ObjectNode arguments = Json.object();
    arguments.putObject("expect").put(expected, fingerprint);
    JsonNode finding =
        run(printHeader, arrived + ": acme-" + (isSame ? "4711" : "4712"), arguments)
            .finding("HEADER_EXPECTED_ABSENT");
    assertEquals(
        isSame,
        finding.path("evidence").asText().contains("the same value arrived as"),
        finding.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "X-Tenant-Id, X-Tenant: acme",
    "X-Tenant-Id, X-Original-URI: /mcp",
    "X-Request-Id, X-Forwarded-For: 203.0.113.7",
  })
  void anotherHeaderIsNoRenamedOne(String expected, String lines) {
    JsonNode finding =
        run(printHeader, lines, expecting(expected)).finding("HEADER_EXPECTED_ABSENT");
    assertFalse(finding.path("evidence").asText().contains("arrived as"), finding.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwt=<jwt>", "theme=dark; access_token=<jwt>"})
  void aTokenThatCameAsACookieOnlyIsSaidToHave(String cookie) {
    String jwt = TokenFixtures.token("{\"sub\":\"s\"}");
    List<String> headers = List.of("Cookie", cookie.replace("<jwt>", jwt));
    for (Tool tool : List.of(printHeader, authContext)) {
      ToolRun run = ToolRun.of(tool, Headers.of(headers.toArray(String[]::new)));
      assertEquals(
          "arrived as cookie",
          run.finding("AUTH_ARRIVED_ELSEWHERE").path("evidence").asText(),
          run.text());
    }
    ToolRun decoded = ToolRun.of(bearerDecode, Headers.of(headers.toArray(String[]::new)));
    assertTrue(decoded.text().contains("arrived as cookie"), decoded.text());
    ToolRun expected =
        ToolRun.of(
            printHeader,
            Headers.of(headers.toArray(String[]::new)),
            "{\"expect\":[\"authorization\"]}");
    assertTrue(
        expected.finding("HEADER_EXPECTED_ABSENT").path("evidence").asText().contains("cookie"),
        expected.text());
  }

  private static ObjectNode expecting(String name) {
    ObjectNode arguments = Json.object();
    arguments.putArray("expect").add(name);
    return arguments;
  }

  private static ToolRun run(Tool tool, String lines) {
    return run(tool, lines, Json.object());
  }

  private static ToolRun run(Tool tool, String lines, ObjectNode arguments) {
    String[] headers = HeaderLines.of(lines).toArray(String[]::new);
    return ToolRun.of(tool, Headers.of(headers), arguments.toString());
  }
}
