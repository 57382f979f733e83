package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.cors.CorsAnalysisTool;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the rules of a subject find, whose own tests hold the cases, a caller of the tool is told.
 */
class FindingsInAnswersTest {
  private static final Pattern REPEATED = Pattern.compile("\\{a\\*(\\d+)}");

  private final Redactor redactor = new Redactor(new byte[] {1});

  /** In headers, {@code {a*5}} is that letter five times. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /mcp  | Authorization: Bearer ${TOKEN}                               | AUTH_PLACEHOLDER
          /mcp  | X-A: {a*4096}                                                | HEADERS_LARGE
          /mcp  | X-A: {a*8192}                                                | HEADERS_VERY_LARGE
          /mcp  | X-A: {a*8192}                                                | HEADER_LINE_TOO_LONG
          /mcp  | X-A: {a*16384}                                               | HEADERS_TOO_LARGE
          /mcp  | Host: a / Host: a                                            | HEADER_DUPLICATED
          /mcp  | X_Forwarded_User: a / X-Forwarded-User: b                    | HEADER_UNDERSCORE_SPOOF
          /mcp  | Connection: close, X-User-Id / X-User-Id: 1                  | HEADER_CONNECTION_STRIPS
          /mcp  | Transfer-Encoding: chunked / Content-Length: 5               | HEADER_FRAMING_CONFLICT
          /mcp  | Cookie: a=1; _oauth2_proxy_0=x; _oauth2_proxy_1=y            | HEADER_COOKIE_SPLIT
          //mcp | Host: a                                                      | TARGET_DOUBLE_SLASH
          /mcp  | Content-Type: application/json; charset=utf8                 | CONTENT_TYPE_CHARSET
          /mcp  | MCP-Protocol-Version: 2025-06-18                             | MCP_VERSION_MISMATCH
          /mcp  | MCP-Protocol-Version: 2026-07-28 / Mcp-Name: =?base64?cHJpb?= | MCP_NAME_UNDECODABLE
          /mcp  | MCP-Protocol-Version: 2025-06-18 / MCP-Protocol-Version: 1   | MCP_HEADER_DUPLICATED
          /mcp  | MCP-Protocol-Version: 2026-07-28 / Traceparent: 00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 | MCP_TRACE_DISAGREES
          """)
  void printHeaderTellsOfARequest(String target, String headers, String finding) {
    var lines = new ArrayList<Header>();
    for (String line : headers.split(" / ")) {
      String[] nameAndValue = line.split(": ", 2);
      lines.add(new Header(nameAndValue[0], repeated(nameAndValue[1])));
    }
    var context =
        new CallContext(
            "POST",
            target,
            "HTTP/1.1",
            Headers.of(lines),
            CallContext.Connection.LOOPBACK,
            ToolRun.NOW);
    ObjectNode meta =
        Json.object()
            .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
            .put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    ToolRun run = ToolRun.of(new PrintHeaderTool(redactor, "pod-7"), context, Json.object(), meta);

    assertTrue(run.findings().contains(finding), run::text);
    assertTrue(run.text().contains(" " + finding + ": "), run::text);
  }

  /** What a script of https://a.example is answered; ~ is access-control-. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          200 | false | false | ~allow-origin: https://b.example                | CORS_ORIGIN_DIFFERS
          200 | false | false | ~allow-origin: *, *                             | CORS_ORIGIN_REPEATED
          200 | false | false | ~allow-origin: *                                | CORS_ORIGIN_WILDCARD
          200 | false | false | ~allow-origin: null                             | CORS_ORIGIN_NULL_ALLOWED
          200 | false | false | ~allow-origin: https://a.example                | CORS_VARY_MISSING
          200 | false | true  | ~allow-origin: https://a.example                | CORS_CREDENTIALS_MISSING
          200 | false | true  | ~allow-origin: https://a.example / ~allow-credentials: True | CORS_CREDENTIALS_SPELLING
          301 | true  | false | ~allow-origin: https://a.example                | CORS_PREFLIGHT_REDIRECT
          204 | true  | true  | ~allow-origin: https://a.example / ~allow-credentials: true / ~allow-methods: * | CORS_METHOD_WILDCARD_CREDENTIALS
          204 | true  | false | ~allow-origin: * / ~allow-headers: *             | CORS_AUTHORIZATION_NOT_COVERED
          401 | false | false | ~expose-headers: WWW-Authenticate / www-authenticate: Bearer               | CORS_CHALLENGE_HIDDEN
          401 | false | false | ~allow-origin: * / ~expose-headers: a            | CORS_CHALLENGE_ABSENT
          401 | false | true  | ~allow-origin: https://a.example / ~allow-credentials: true / ~expose-headers: * / www-authenticate: Bearer | CORS_EXPOSE_WILDCARD_CREDENTIALS
          """)
  void corsAnalysisTellsOfAResponse(
      int status, boolean preflight, boolean credentials, String headers, String finding) {
    var response = new StringBuilder();
    for (String line : headers.split(" / ")) {
      response.append(line.replace("~", "access-control-")).append('\n');
    }
    ObjectNode arguments =
        Json.object()
            .put("origin", "https://a.example")
            .put("method", "DELETE")
            .put("status", status)
            .put("preflight", preflight)
            .put("credentials", credentials)
            .put("responseHeaders", response.toString());
    arguments.putArray("requestHeaders").add("authorization");

    ToolRun run = ToolRun.of(new CorsAnalysisTool(redactor), Headers.NONE, arguments.toString());

    assertTrue(run.findings().contains(finding), run::text);
  }

  @Test
  void corsAnalysisTellsOfAnOriginThatIsTheServersOwn() {
    Headers headers = Headers.of("Host", "a.example", "Origin", "https://a.example");

    ToolRun run = ToolRun.of(new CorsAnalysisTool(redactor), headers);

    assertEquals(List.of("CORS_SAME_ORIGIN"), run.findings());
  }

  private static String repeated(String value) {
    return REPEATED
        .matcher(value)
        .replaceAll(match -> "a".repeat(Integer.parseInt(match.group(1))));
  }
}
