package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.identity.Identity;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each tool that judges a header tells what is wrong in it, and what to write instead. */
class ProxyFixesTest {
  private static final List<String> GOOD_TOKEN =
      List.of(
          "Authorization",
          "Bearer "
              + TokenFixtures.token(
                  "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
                  """
                  {"iss":"https://login.example.com","sub":"alice","email":"alice@example.com",\
                  "client_id":"c","scope":"a","jti":"j","aud":"https://mcp.example.com/mcp",\
                  "iat":1734695700,"exp":1734699300}"""));

  private final Redactor redactor = new Redactor(new byte[] {1});
  private final Clock clock = Clock.fixed(ToolRun.NOW, ZoneOffset.UTC);
  private final List<Tool> withoutToken =
      List.of(
          new PrintHeaderTool(redactor, "pod-7"),
          new AuthContextTool(clock, redactor, PublicUrl.UNKNOWN, List.of()));
  private final List<Tool> withToken =
      List.of(
          withoutToken.get(0),
          withoutToken.get(1),
          new BearerDecodeTool(clock, redactor, TokenPolicy.NONE, Identity::judgeAll));

  @ParameterizedTest
  @CsvFileSource(resources = "proxy-fixes.csv", delimiter = '|', quoteCharacter = '`')
  void theFixFitsTheCause(String lines, String id, String evidence, String fix) {
    for (ToolRun run : runs(lines)) {
      JsonNode finding = run.finding(id);
      assertTrue(finding.path("evidence").asText().contains(evidence), run.text());
      String[] parts = (fix == null ? "" : fix).split(" {2}");
      assertTrue(finding.path("fix").asText().contains(parts[0]), run.text());
      assertFalse(parts.length > 1 && finding.path("fix").asText().contains(parts[1]), run.text());
      assertFalse(run.findings().contains("URL_SCHEME_UNKNOWN") && id.endsWith("MALFORMED"));
      assertFalse(run.findings().contains("URL_PUBLIC_HTTP") && id.endsWith("MALFORMED"));
      assertFalse(run.findings().contains("URL_HOST_AMBIGUOUS"), run.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-MCP-Token: ${TOKEN}",
        "X-Github-Token: ${input:gh}",
        "X-Github-Token: Bearer ${input:gh}",
        "X-Github-Token: your-token-here",
        "X-Linear-Api-Key: {{key}}",
        "X-Linear-Api-Key: YOUR_API_KEY",
        "X-Partition-Key: $KEY",
        "X-Hub-Secret: <secret>",
        "X-Slack-Token: <redacted>",
        "X-Tenant-Id: {{tenant}}",
        "X-Tenant-Id: {tenant}",
        "X-Tenant-Id: <tenant id>",
        "X-Org-Id: ${ORG}",
        "X-Org-Id: \"${ORG}\"",
        "X-Org-Id: $ORG",
        "X-Org-Id: %ORG%",
        "X-Org-Id: $(ORG)",
        "X-Workspace: ${{ secrets.WORKSPACE }}",
        "X-Workspace: ${workspaceFolder}",
        "X-Region: {env:REGION}",
        "X-Request-Id: $request_id",
        "X-Request-Id: %REQ(X-REQUEST-ID)%",
        "User-Agent: ${USER_AGENT}",
        "Cookie: session=${SESSION}",
        "Cookie: theme=dark; sid={{sid}}",
        "Cookie: sid=\"$SID\"",
      })
  void aVariableInAnyHeaderIsTold(String line) {
    for (ToolRun run : runs("Host: mcp.example.com / X-Forwarded-Proto: https / " + line)) {
      JsonNode finding = run.finding("HEADER_PLACEHOLDER");
      assertEquals("ERROR", finding.path("severity").asText(), run.text());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Email: bob@example.com | IDENTITY_DISAGREES",
        "X-Forwarded-User: bob              | IDENTITY_DISAGREES",
        "X-Forwarded-User: ${user}          | HEADER_PLACEHOLDER",
        "Remote_User: admin                 | IDENTITY_UNDERSCORE",
        "X-Forwarded-User: alice / X-Forwarded-User: bob | IDENTITY_HEADER_DUPLICATED",
      })
  void whoLooksAtTheTokenSeesWhoElseNamesTheCaller(String line, String id) {
    String lines = "Host: mcp.example.com / X-Forwarded-Proto: https / " + line;
    for (Tool tool : withToken) {
      ToolRun run = run(tool, lines, GOOD_TOKEN);
      assertTrue(run.findings().contains(id), tool.descriptor().name() + run.text());
    }
  }

  /** An argument is looked at alone. */
  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-Email: bob@example.com", "X-Tenant-Id: ${TENANT}"})
  void aTokenThatDidNotComeWithTheRequestIsNotCompared(String line) {
    String token = GOOD_TOKEN.get(1).substring("Bearer ".length());
    Headers headers = headers(line, List.of());
    ToolRun run = ToolRun.of(withToken.get(2), headers, "{\"token\":\"" + token + "\"}");
    assertEquals(List.of(), run.findings(), run.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-User: alice / X-Email: alice@example.com / X-Access-Token: <jwt> | IDENTITY_WITHOUT_TOKEN",
        "X-Email: alice@example.com / X-Access-Token: <jwt>                 | IDENTITY_WITHOUT_TOKEN",
        "X-Access-Token: <jwt>                                              | AUTH_ARRIVED_ELSEWHERE",
        "X-Tenant: alice / X-Access-Token: <jwt>                            | AUTH_ARRIVED_ELSEWHERE",
        "X-User: alice / X-Auth-Token: <jwt>                                | AUTH_ARRIVED_ELSEWHERE",
      })
  void anAccessTokenBesideItsUserIsThatOfAProxy(String lines, String id) {
    String jwt = GOOD_TOKEN.get(1).substring("Bearer ".length());
    ToolRun run = run(withoutToken.get(1), lines.replace("<jwt>", jwt), List.of());
    assertTrue(run.findings().contains(id), run.text());
    assertEquals(
        id.startsWith("AUTH"), run.findings().contains("AUTH_ARRIVED_ELSEWHERE"), run.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Host: mcp.example.com, gw.internal     | true",
        "X-Forwarded-Host: mcp.example.com, 10.0.0.5:8080   | true",
        "X-Forwarded-Host: mcp.example.com / X-Forwarded-Host: app | true",
        "X-Forwarded-Host: mcp.example.com, mcp.example.com | false",
        "X-Forwarded-Host: mcp.example.com, MCP.example.com:443 | false",
        "X-Forwarded-Host: mcp.example.com                  | false",
      })
  void aHostOfAnInnerProxyBehindTheClientsIsTold(String line, boolean isAppended) {
    String lines = "Host: mcp.example.com / X-Forwarded-Proto: https / " + line;
    for (List<String> credential : List.of(List.<String>of(), GOOD_TOKEN)) {
      ToolRun run = run(withoutToken.get(1), lines, credential);
      assertEquals(isAppended, run.findings().contains("URL_HOST_APPENDED"), run.text());
      assertEquals("https://mcp.example.com/mcp", run.facts().at("/externalUrl/resource").asText());
    }
  }

  private List<ToolRun> runs(String lines) {
    var runs = new ArrayList<ToolRun>();
    withoutToken.forEach(tool -> runs.add(run(tool, lines, List.of())));
    withToken.forEach(tool -> runs.add(run(tool, lines, GOOD_TOKEN)));
    return runs;
  }

  private static ToolRun run(Tool tool, String lines, List<String> credential) {
    return ToolRun.of(tool, headers(lines, credential));
  }

  private static Headers headers(String lines, List<String> credential) {
    var headers = new ArrayList<>(List.of("Accept", "application/json, text/event-stream"));
    headers.addAll(credential);
    for (String part : lines.split(" / ")) {
      headers.addAll(List.of(part.strip().split(": ", 2)));
    }
    return Headers.of(headers.toArray(String[]::new));
  }
}
