package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.identity.Identity;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What proxy headers say against each other is told first, and nothing is inferred from it. */
class UrlContradictionsTest {
  private static final String TIMES = "\"iat\":1734695700,\"exp\":1734699300";

  private final Redactor redactor = new Redactor(new byte[] {1});
  private final Clock clock = Clock.fixed(ToolRun.NOW, ZoneOffset.UTC);
  private final Tool printHeader = new PrintHeaderTool(redactor, "pod-7");
  private final Tool bearerDecode =
      new BearerDecodeTool(clock, redactor, TokenPolicy.NONE, Identity::judgeAll);
  private final Tool authContext =
      new AuthContextTool(clock, redactor, PublicUrl.UNKNOWN, List.of());

  /** The token is for https://mcp.example.com/mcp. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Host: app:3000; X-Forwarded-Proto: https; X-Forwarded-Host: evil.example, mcp.example.com | URL_HOST_AMBIGUOUS
          Host: app:3000; X-Forwarded-Proto: https; X-Forwarded-Host: evil.example; X-Forwarded-Host: mcp.example.com | URL_HOST_AMBIGUOUS
          Host: app:3000; X-Forwarded-Proto: https; X-Forwarded-Host: localhost, mcp.example.com    | URL_HOST_AMBIGUOUS
          Host: app:3000; Forwarded: host=evil.example;proto=https, host=mcp.example.com            | URL_HOST_AMBIGUOUS
          Host: mcp.example.com; X-Forwarded-Proto: https; X-Forwarded-Host: evil.example           | URL_HOST_AMBIGUOUS
          Host: mcp.example.com; Forwarded: host=evil.example;proto=https                           | URL_HOST_AMBIGUOUS
          Host: mcp.example.com; X-Forwarded-Proto: https; Forwarded: host=evil.example             | URL_FORWARDED_DISAGREES
          Host: mcp.example.com; X-Forwarded-Proto: https; X-Forwarded-Port: 80                     | URL_PORT_MISMATCH
          Host: mcp.example.com; X-Forwarded-Proto: https; X-Forwarded-Port: 8080                   | URL_PORT_INTERNAL
          Host: mcp.example.com; X-Forwarded-Proto: http, https                                     | URL_SCHEME_AMBIGUOUS
          Host: mcp.example.com:8443; X-Forwarded-Proto: https; X-Forwarded-Ssl: off                | URL_SCHEME_AMBIGUOUS
          Host: app:3000; X-Forwarded-Proto: https; X-Envoy-External-Address: 203.0.113.7           | URL_HOST_LOST
          Host: mcp.prod.svc.cluster.local; X-Forwarded-Proto: https; X-Forwarded-For: 10.0.0.8     | URL_HOST_INTERNAL
          Host: mcp.example.com; X-Forwarded-For: 203.0.113.7                                       | URL_SCHEME_UNKNOWN
          Host: mcp.example.com                                                                     | URL_PUBLIC_HTTP
          Host: app:3000; X-Forwarded-Proto: https; X-Forwarded-Host: $host                         | URL_HEADER_PLACEHOLDER
          """)
  void noAudienceIsJudgedByAUrlThatIsInDoubt(String lines, String cause) {
    String token = token("https://mcp.example.com/mcp");
    for (Tool tool : List.of(printHeader, bearerDecode, authContext)) {
      ToolRun run = run(tool, lines + "; Authorization: Bearer " + token);
      List<String> ids = run.findings();
      assertTrue(ids.contains(cause), tool.descriptor().name() + ": " + run.text());
      assertTrue(ids.stream().noneMatch(id -> id.startsWith("AUTH_AUDIENCE")), run.text());
      boolean isError = run.finding(cause).path("severity").asText().equals("ERROR");
      assertTrue(!isError || ids.get(0).equals(cause), run.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: mcp.example.com; X-Forwarded-Proto: https",
        "Host: app:3000; X-Forwarded-Proto: https; X-Forwarded-Host: mcp.example.com, app.internal",
        "Host: app:3000; X-Forwarded-Proto: https; X-Forwarded-Host: mcp.example.com, 10.0.0.5",
        "Host: mcp.example.com; X-Forwarded-Proto: https; X-Forwarded-Port: 443",
        "Host: localhost:3000",
        "Host: origin.example.com; X-Forwarded-Proto: https; X-Forwarded-Host: mcp.example.com",
      })
  void aUrlWithoutDoubtStillTellsTheAudience(String lines) {
    String token = token("https://other.example.com/mcp");
    for (Tool tool : List.of(printHeader, bearerDecode, authContext)) {
      ToolRun run = run(tool, lines + "; Authorization: Bearer " + token);
      assertTrue(run.findings().contains("AUTH_AUDIENCE_DIFFERS"), run.text());
      assertTrue(!run.findings().contains("URL_HOST_AMBIGUOUS"), run.text());
    }
  }

  /** What agrees with the URL needs no word about it from who looks at the token alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: app:3000; X-Forwarded-Proto: https; X-Forwarded-Host: mcp.example.com",
        "Host: mcp.example.com; X-Forwarded-Proto: https, https; X-Forwarded-Ssl: on",
        "Host: origin.example.com; X-Forwarded-Proto: https; X-Forwarded-Host: mcp.example.com",
        "Host: app; X-Forwarded-Proto: https; X-Forwarded-Host: mcp.example.com, mcp.example.com",
        "Host: app; X-Forwarded-Proto: https; X-Forwarded-Host: MCP.example.com, mcp.example.com",
        "Host: app; X-Forwarded-Proto: https; X-Forwarded-Host: mcp.example.com, acme.fly.dev",
        "Host: app; Forwarded: for=unknown;host=mcp.example.com;proto=https, for=10.0.0.8;host=app",
        "Host: mcp.example.com; X-Forwarded-Proto: https; X-Forwarded-For: 203.0.113.7, 10.0.0.2",
        "Host: mcp.example.com; X-Forwarded-For: 203.0.113.7; Front-End-Https: on",
      })
  void healthyProxiesContradictNothing(String lines) {
    String token = token("https://mcp.example.com/mcp");
    for (Tool tool : List.of(printHeader, bearerDecode, authContext)) {
      ToolRun run = run(tool, lines + "; Authorization: Bearer " + token);
      List<String> warnings =
          run.findings().stream()
              .filter(id -> !run.finding(id).path("severity").asText().equals("INFO"))
              .toList();
      assertEquals(List.of(), warnings, run.text());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-Forwarded-Proto  | $scheme                     | x-forwarded-proto
          X-Forwarded-Host   | %{HTTP_HOST}e               | x-forwarded-host
          X-Forwarded-Host   | {http.request.host}         | x-forwarded-host
          X-Forwarded-Port   | ${server.port}              | x-forwarded-port
          X-Forwarded-Prefix | {{prefix}}                  | x-forwarded-prefix
          X-Forwarded-For    | ${remoteAddr}               | x-forwarded-for
          X-Forwarded-For    | 203.0.113.7, $remote_addr   | x-forwarded-for
          X-Real-IP          | $remote_addr                | x-real-ip
          X-Forwarded-Host   | mcp.example.com, $host      | x-forwarded-host
          Forwarded          | for=${remoteAddr}           | forwarded, for
          Forwarded          | proto=$scheme;for=203.0.113.7 | forwarded, proto
          Forwarded          | for="$remote_addr"          | forwarded, for
          Forwarded          | for=203.0.113.7;host=%{HTTP_HOST}e | forwarded, host
          """)
  void aVariableThatNoProxyReplacedIsToldWhereItIs(String name, String value, String place) {
    for (Tool tool : List.of(printHeader, authContext)) {
      ToolRun run = run(tool, "Host: mcp.example.com; " + name + ": " + value.replace(";", "\0"));
      assertEquals("URL_HEADER_PLACEHOLDER", run.findings().get(0), run.text());
      String evidence = run.finding("URL_HEADER_PLACEHOLDER").path("evidence").asText();
      assertTrue(evidence.startsWith(place + ": a"), evidence);
      assertTrue(!run.findings().contains("URL_HEADER_INVALID"), run.text());
      assertTrue(!run.findings().contains("URL_FORWARDED_MALFORMED"), run.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded: for=unknown",
        "Forwarded: for=_hidden",
        "Forwarded: for=\"_gazonk:_port\"",
        "Forwarded: for=unknown, for=_b",
        "X-Forwarded-For: unknown",
        "X-Forwarded-For: unknown; X-Real-IP: 203.0.113.7",
        "X-Forwarded-For: _hidden; X-Real-IP: 203.0.113.7",
        "X-Forwarded-For: 203.0.113.7; X-Forwarded-Prefix: /",
        "X-Forwarded-For: 203.0.113.7; X-Original-URI: /mcp?q=%24x",
      })
  void aNodeThatIsHiddenOnPurposeIsNoVariable(String lines) {
    for (Tool tool : List.of(printHeader, authContext)) {
      ToolRun run = run(tool, "Host: mcp.example.com; X-Forwarded-Proto: https; " + lines);
      List<String> warnings =
          run.findings().stream()
              .filter(id -> !run.finding(id).path("severity").asText().equals("INFO"))
              .toList();
      assertEquals(List.of(), warnings, run.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example/x", "//evil.example/x", "evil.example", "tools", "/a b://c"})
  void aPrefixIsThePathOfNoOtherHost(String prefix) {
    for (Tool tool : List.of(printHeader, authContext)) {
      ToolRun run =
          run(
              tool,
              "Host: mcp.example.com; X-Forwarded-Proto: https; X-Forwarded-Prefix: " + prefix);
      boolean isPath = prefix.startsWith("/a");
      assertEquals(!isPath, run.findings().contains("URL_HEADER_INVALID"), run.text());
      assertTrue(!run.text().contains("https://evil.example/x/mcp"), run.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "_hidden"})
  void aHostIsNotHiddenOnPurpose(String host) {
    ToolRun run =
        run(
            authContext,
            "Host: mcp.example.com; X-Forwarded-Proto: https; X-Forwarded-Host: " + host);
    assertEquals(List.of("URL_HEADER_INVALID"), run.findings(), run.text());
    assertEquals("https://mcp.example.com/mcp", run.facts().at("/externalUrl/resource").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-Ssl, off, https, true",
    "Front-End-Https, Off, https, true",
    "X-Forwarded-Https, 0, https, true",
    "X-Forwarded-Ssl, on, https, false",
    "X-Forwarded-Ssl, off, http, false",
  })
  void aSwitchThatSaysNoTlsContradictsHttps(
      String name, String value, String proto, boolean isContradicted) {
    for (Tool tool : List.of(printHeader, authContext)) {
      ToolRun run =
          run(
              tool,
              "Host: mcp.example.com; X-Forwarded-Proto: " + proto + "; " + name + ": " + value);
      assertEquals(isContradicted, run.findings().contains("URL_SCHEME_AMBIGUOUS"), run.text());
    }
  }

  private static String token(String audience) {
    return TokenFixtures.token(
        "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"iss\":\"https://login.example.com\",\"sub\":\"s\",\"client_id\":\"c\",\"scope\":\"a\","
            + "\"jti\":\"j\",\"aud\":\""
            + audience
            + "\","
            + TIMES
            + "}");
  }

  private static ToolRun run(Tool tool, String lines) {
    return ToolRun.of(
        tool,
        HeaderLines.behindThoseOfAClient(
            HeaderLines.of(lines).stream().map(part -> part.replace('\0', ';')).toList()));
  }
}
