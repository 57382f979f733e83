package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.cors.CorsAnalysisTool;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a person meets who asks printHeader, authContext and corsAnalysis in everyday situations.
 */
class SituationsTest {
  private static final CallContext.Connection LOOPBACK =
      CallContext.Connection.builder()
          .server("localhost", 3000)
          .remote("127.0.0.1", 4711)
          .local("127.0.0.1", 3000)
          .build();
  private static final CallContext.Connection BEHIND_A_PROXY =
      CallContext.Connection.builder()
          .server("echo", 80)
          .remote("10.0.0.1", 4711)
          .local("10.0.0.5", 3000)
          .build();
  private static final String TOKEN =
      "Bearer "
          + TokenFixtures.token(
              "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}",
              """
              {"iss":"https://auth.example.com","sub":"u1","aud":"https://mcp.example.com/mcp",\
              "client_id":"c","scope":"mcp","jti":"1","iat":1734695700,"exp":1734699300}""");

  private final Redactor redactor = new Redactor(new byte[] {1, 2, 3});

  @Test
  void plainCurlIsToldWhatAStrictServerWouldMiss() {
    assertEquals(
        List.of("INFO ACCEPT_WILDCARD", "INFO MCP_VERSION_MISSING"),
        found(
            context(
                LOOPBACK,
                "Host",
                "localhost:3000",
                "User-Agent",
                "curl/8.5.0",
                "Accept",
                "*/*",
                "Content-Type",
                "application/json",
                "Content-Length",
                "100"),
            Json.object()));
  }

  @Test
  void modernClientHasNoFinding() {
    assertEquals(
        List.of(),
        found(
            context(
                LOOPBACK,
                "Host",
                "localhost:3000",
                "Connection",
                "keep-alive",
                "Content-Type",
                "application/json",
                "Accept",
                "application/json, text/event-stream",
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "tools/call",
                "Mcp-Name",
                "printHeader",
                "User-Agent",
                "node",
                "Accept-Encoding",
                "gzip, deflate"),
            modern()));
  }

  @Test
  void legacyClientBehindAGoodProxyHasNoFinding() {
    assertEquals(
        List.of(),
        found(
            context(
                BEHIND_A_PROXY,
                "Host",
                "mcp.example.com",
                "User-Agent",
                "python-httpx/0.28.1",
                "Connection",
                "close",
                "Accept",
                "application/json, text/event-stream",
                "Authorization",
                TOKEN,
                "Content-Type",
                "application/json",
                "Mcp-Protocol-Version",
                "2025-06-18",
                "X-Forwarded-For",
                "203.0.113.7",
                "X-Forwarded-Host",
                "mcp.example.com",
                "X-Forwarded-Port",
                "443",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Server",
                "edge-1",
                "X-Real-Ip",
                "203.0.113.7"),
            Json.object()));
  }

  @Test
  void browserThroughAGoodGatewayHasNoFinding() {
    assertEquals(
        List.of(),
        found(
            context(
                BEHIND_A_PROXY,
                "Host",
                "mcp.example.com",
                "Origin",
                "https://app.example.com",
                "Accept",
                "application/json, text/event-stream",
                "Authorization",
                TOKEN,
                "Content-Type",
                "application/json",
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "tools/call",
                "Mcp-Name",
                "printHeader",
                "Sec-Fetch-Mode",
                "cors",
                "Sec-Fetch-Site",
                "cross-site",
                "X-Forwarded-For",
                "203.0.113.7",
                "X-Forwarded-Proto",
                "https",
                "Transfer-Encoding",
                "chunked"),
            modern()));
  }

  @Test
  void answerThatTheToolItselfExpectsHasNoFinding() {
    var context = context(BEHIND_A_PROXY, "Host", "mcp.example.com", "Authorization", TOKEN);
    var tool = new CorsAnalysisTool(redactor);
    ObjectNode asked = Json.object().put("origin", "https://app.example.com");
    String lines = ToolRun.of(tool, context, asked).text();
    String heading = "📤 Response Headers (Expected):\n";
    String expected =
        lines.substring(lines.indexOf(heading) + heading.length(), lines.indexOf("\n\n🔍"));
    ToolRun run =
        ToolRun.of(tool, context, asked.put("method", "OPTIONS").put("responseHeaders", expected));
    assertEquals(List.of(), run.findings(), run.text());
  }

  @Test
  void badProxyIsFoundOut() {
    List<String> found =
        found(
            new CallContext(
                "POST",
                "/mcp/?access_token=abc",
                "HTTP/1.0",
                Headers.of(
                    "Host", "echo",
                    "Connection", "close",
                    "Accept", "application/json",
                    "Content-Type", "application/json",
                    "X-Forwarded-For", "10.9.9.9, 203.0.113.7",
                    "X_User_Id", "admin"),
                BEHIND_A_PROXY,
                ToolRun.NOW),
            Json.object());
    assertTrue(
        found.containsAll(
            List.of(
                "ERROR AUTH_TOKEN_IN_QUERY",
                "ERROR URL_HOST_LOST",
                "ERROR IDENTITY_UNDERSCORE",
                "WARNING URL_SCHEME_UNKNOWN",
                "INFO HTTP_1_0",
                "INFO CLIENT_ADDRESS_UNPROVEN")),
        found.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_token=<jwt>",
        "apikey=<jwt>",
        "exaApiKey=7f0a4c9e-1d3b-4b2c-9e8f-0a1b2c3d4e5f",
        "tavilyApiKey=tvly-dev-Zq8xK2vN5rT1wY7bJ4mH6pLs",
        "api_key=abc",
        "api-key=abc",
        "x-api-key=abc",
        "API_KEY=abc",
        "client_secret=abc",
        "password=abc",
        "auth_token=abc",
        "personal_access_token=abc",
        "key=AIzaSyD4x7Qm1nV8bK2cR5tW9zL3pH6jF0gYsEu",
        "key=7f0a4c9e1d3b4b2c9e8f0a1b",
        "pat=7f0a4c9e1d3b4b2c9e8f0a1b",
        "code=7f0a4c9e1d3b4b2c9e8f0a1b",
        "x=ghp_7fOa4c9e1d3b4b2c9e8f0a1b2c3d4e5f6A7B",
        "q=sk-ant-api03-7fOa4c9e1d3b4b2c9e8f0a1b2c3d4e5f6A7B",
        "apiKey=${API_KEY}"
      })
  void credentialInTheQueryIsFoundByEachToolThatLooksAtCredentials(String parameter) {
    for (String authorization : List.of("", "Basic dXNlcjpwYXNz", TOKEN)) {
      for (Tool tool : List.of(printHeader(), authContext(), bearerDecode())) {
        ToolRun run = ToolRun.of(tool, withQuery(parameter, authorization), Json.object());
        JsonNode finding = run.finding("AUTH_TOKEN_IN_QUERY");
        assertEquals("ERROR", finding.path("severity").asText());
        assertEquals(parameter.split("=")[0], finding.path("evidence").asText());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessionId=7f0a4c9e-1d3b-4b2c-9e8f-0a1b2c3d4e5f",
        "session_id=7f0a4c9e1d3b4b2c9e8f0a1b",
        "Mcp-Session-Id=7f0a4c9e1d3b4b2c9e8f0a1b",
        "pageToken=7f0a4c9e1d3b4b2c9e8f0a1b",
        "csrf_token=7f0a4c9e1d3b4b2c9e8f0a1b",
        "idempotency-key=7f0a4c9e1d3b4b2c9e8f0a1b",
        "X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20241220%2Fus-east-1%2Fs3%2Faws4_request",
        "X-Amz-Signature=7f0a4c9e1d3b4b2c9e8f0a1b",
        "X-Goog-Signature=7f0a4c9e1d3b4b2c9e8f0a1b",
        "profile=7f0a4c9e1d3b4b2c9e8f0a1b",
        "user_id=7f0a4c9e1d3b4b2c9e8f0a1b",
        "project_ref=abcdefghijklmnopqrst",
        "config=eyJhIjoxfQ==",
        "tools=a,b",
        "sort_key=name",
        "key=abc",
        "code=42",
        "token_type=bearer",
        "max_tokens=100",
        "api_key=",
        "apiVersion=2024-10-21"
      })
  void whatIsNoCredentialMayStandInTheQuery(String parameter) {
    for (Tool tool : List.of(printHeader(), authContext(), bearerDecode())) {
      ToolRun run = ToolRun.of(tool, withQuery(parameter, TOKEN), Json.object());
      assertFalse(run.findings().contains("AUTH_TOKEN_IN_QUERY"), run.text());
    }
  }

  @Test
  void aNameThatIsATokenIsNotShown() {
    String token = "ghp_7fOa4c9e1d3b4b2c9e8f0a1b2c3d4e5f6A7B";
    for (Tool tool : List.of(printHeader(), authContext(), bearerDecode())) {
      ToolRun run = ToolRun.of(tool, withQuery(token + "=" + token, ""), Json.object());
      assertEquals("a parameter", run.finding("AUTH_TOKEN_IN_QUERY").path("evidence").asText());
      assertFalse(run.text().contains(token), run.text());
    }
  }

  private static CallContext withQuery(String parameter, String authorization) {
    return new CallContext(
        "POST",
        "/mcp?a=b&" + parameter.replace("<jwt>", TOKEN.substring(7)),
        "HTTP/1.1",
        authorization.isEmpty() ? Headers.NONE : Headers.of("Authorization", authorization),
        LOOPBACK,
        ToolRun.NOW);
  }

  /** Severity and id of what the three tools find, in their order. */
  private List<String> found(CallContext context, ObjectNode meta) {
    var found = new ArrayList<String>();
    for (Tool tool : List.of(printHeader(), authContext(), new CorsAnalysisTool(redactor))) {
      ToolRun.of(tool, context, Json.object(), meta)
          .facts()
          .path("findings")
          .forEach(
              finding ->
                  found.add(finding.path("severity").asText() + " " + finding.path("id").asText()));
    }
    return found;
  }

  private Tool printHeader() {
    return new PrintHeaderTool(redactor, "pod-7");
  }

  private Tool authContext() {
    return new AuthContextTool(clock(), redactor, PublicUrl.UNKNOWN, List.of());
  }

  private Tool bearerDecode() {
    return new BearerDecodeTool(clock(), redactor);
  }

  private static Clock clock() {
    return Clock.fixed(ToolRun.NOW, ZoneOffset.UTC);
  }

  private static CallContext context(CallContext.Connection connection, String... headers) {
    return new CallContext(
        "POST", "/mcp", "HTTP/1.1", Headers.of(headers), connection, ToolRun.NOW);
  }

  private static ObjectNode modern() {
    ObjectNode meta = Json.object().put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
    meta.putObject("io.modelcontextprotocol/clientInfo").put("name", "c").put("version", "1.0");
    meta.putObject("io.modelcontextprotocol/clientCapabilities");
    return meta;
  }
}
