package io.github.mcpecho.diagnosis.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpHeadersTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final String LEGACY = "{\"name\":\"printHeader\"}";
  private static final String MODERN =
      "{\"name\":\"printHeader\",\"_meta\":{"
          + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"}}";

  private final Redactor redactor = new Redactor(new byte[] {1});

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MCP-Protocol-Version: 2025-06-18 | ''",
        "X: 1 | MCP_VERSION_MISSING",
        "MCP-Protocol-Version: 2025-06-18; Mcp-Session-Id: a | MCP_SESSION_ID_IGNORED",
        "MCP-Protocol-Version: 2025-06-18; Last-Event-ID: a | MCP_LAST_EVENT_ID_IGNORED",
        "MCP-Protocol-Version: 2025-06-18; Mcp-Method: tools/call"
            + " | MCP_METHOD_WITHOUT_NAME MCP_HEADERS_WITHOUT_ENVELOPE",
        "MCP-Protocol-Version: 2025-06-18; Mcp-Tenant: a; Mcp-Tenant: b | MCP_HEADER_UNKNOWN",
        "MCP-Protocol-Version: 2025-06-18; Mcp-Param-Region: a | MCP_PARAM_UNUSED",
        "MCP-Protocol-Version: 2025-06-18; MCP-Protocol-Version: 2025-06-18 |"
            + " MCP_HEADER_DUPLICATED",
        "MCP-Protocol-Version: 2025-06-18; Mcp-Session-Id: a1, a1 | MCP_HEADER_DUPLICATED",
        "MCP-Protocol-Version: 2025-06-18; Mcp-Session-Id: a1,a1 | MCP_HEADER_DUPLICATED",
        "MCP-Protocol-Version: 2025-06-18; Mcp-Session-Id: a1,a1,a1 | MCP_HEADER_DUPLICATED",
        "MCP-Protocol-Version: 2025-06-18; Mcp-Session-Id: a1; Mcp-Session-Id: a1"
            + " | MCP_HEADER_DUPLICATED",
        "MCP-Protocol-Version: 2025-06-18; Mcp-Session-Id: a1; Mcp-Session-Id: b1"
            + " | MCP_HEADER_DUPLICATED MCP_SESSION_ID_IGNORED",
        "MCP-Protocol-Version: 2025-06-18; Mcp-Session-Id: a1,b1 | MCP_SESSION_ID_IGNORED",
        "MCP-Protocol-Version: 2025-06-18; Mcp-Session-Id: , | MCP_SESSION_ID_IGNORED",
      })
  void headersOfALegacyMessageAreJudged(String headers, String findings) {
    assertEquals(findings, ids(of(headers, LEGACY)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-07-28 | tools/call | printHeader | ''",
        "2026-07-28 | tools/call | =?base64?cHJpbnRIZWFkZXI=?= | ''",
        "2026-07-28 | tools/call | =?base64?cHJpbnRIZWFkZXI?= | MCP_NAME_UNDECODABLE",
        "2026-07-28 | tools/call | printHeäder | MCP_NAME_UNDECODABLE",
        "2026-07-28 | tools/call | printheader | MCP_NAME_MISMATCH",
        "2026-07-28 | TOOLS/CALL | printHeader | MCP_METHOD_MISMATCH",
        "2026-07-28 | tools/call, tools/call | printHeader | MCP_HEADER_DUPLICATED",
        "2026-07-28 | tools/call, tools/list | printHeader | MCP_METHOD_MISMATCH",
        "2025-06-18 | tools/call | printHeader | MCP_VERSION_MISMATCH",
        "2025-06-18 | tools/list | echo | MCP_VERSION_MISMATCH MCP_METHOD_MISMATCH"
            + " MCP_NAME_MISMATCH",
      })
  void headersOfAModernMessageAreJudged(
      String version, String method, String name, String findings) {
    String headers =
        "MCP-Protocol-Version: " + version + "; Mcp-Method: " + method + "; Mcp-Name: " + name;
    assertEquals(findings, ids(of(headers, MODERN)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prompts/get | greet | {\"name\":\"greet\"} | ''",
        "prompts/get | meet | {\"name\":\"greet\"} | MCP_NAME_MISMATCH",
        "resources/read | echo://a | {\"uri\":\"echo://a\"} | ''",
        "resources/read | echo://b | {\"uri\":\"echo://a\"} | MCP_NAME_MISMATCH",
        "resources/read | a | {\"uri\":\"echo://a\",\"name\":\"a\"} | MCP_NAME_MISMATCH",
        "example/own | a | {\"name\":\"b\"} | MCP_NAME_MISMATCH",
        "example/own | a | {\"uri\":\"echo://a\"} | ''",
      })
  void theNameIsComparedWithWhatTheMethodNames(
      String method, String name, String params, String findings) {
    String headers = "MCP-Protocol-Version: 2026-07-28; Mcp-Method: %s; Mcp-Name: %s";
    String modern =
        params.replace(
            "}", ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}");
    assertEquals(findings, ids(of(headers.formatted(method, name), method, modern)));
  }

  @Test
  void twoTracesAreNamed() {
    String headers =
        "MCP-Protocol-Version: 2026-07-28; Mcp-Method: tools/call; Mcp-Name: printHeader;"
            + " Traceparent: 00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    Finding finding = of(headers, MODERN).findings().get(0);
    assertEquals("MCP_TRACE_DISAGREES", finding.id());
    assertEquals(
        "traceparent: header 00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, _meta"
            + " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        finding.evidence());
  }

  @Test
  void membersOfBaggageThatDisagreeAreShownUnlessTheyAreSecrets() {
    String params = LEGACY.replace("}", ",\"_meta\":{\"baggage\":\"user=ann\"}}");
    String headers = "MCP-Protocol-Version: 2025-06-18; Baggage: user=bob";
    assertEquals("", ids(of(headers.replace("bob", "ann"), params)));
    Finding finding = of(headers, params).findings().get(0);
    assertEquals("MCP_TRACE_DISAGREES", finding.id());
    assertEquals("baggage: header user=bob, _meta user=ann", finding.evidence());
    String token = "ghp_0123456789abcdef";
    finding = of(headers.replace("bob", token), params).findings().get(0);
    assertEquals(
        "baggage: header user=" + redactor.secret(token) + ", _meta user=ann", finding.evidence());
  }

  @Test
  void secretsInMcpHeadersStaySecret() {
    McpHeaders headers = of("Mcp-Method: ghp_0123456789; Mcp-Name: Bearer abc", LEGACY);
    assertEquals(
        "[{\"name\":\"mcp-protocol-version\"},"
            + "{\"name\":\"mcp-method\",\"header\":\""
            + redactor.secret("ghp_0123456789")
            + "\",\"body\":\"tools/call\",\"agrees\":false},"
            + "{\"name\":\"mcp-name\",\"header\":\"Bearer "
            + redactor.secret("abc")
            + "\",\"body\":\"printHeader\",\"agrees\":false}]",
        headers.toJson().toString());
    assertEquals(
        List.of(),
        headers.findings().stream()
            .filter(finding -> finding.evidence().contains("0123456789"))
            .toList());
  }

  private McpHeaders of(String headers, String params) {
    return of(headers, "tools/call", params);
  }

  private McpHeaders of(String headers, String method, String params) {
    Headers lines =
        Headers.of(
            List.of(headers.split("; ")).stream()
                .flatMap(line -> List.of(line.split(": ", 2)).stream())
                .toArray(String[]::new));
    CallContext context = CallContext.local(lines, Instant.EPOCH);
    return new McpHeaders(
        context, Optional.of(method), (ObjectNode) JSON.parse(params), redactor, "pod-7");
  }

  private static String ids(McpHeaders headers) {
    return headers.findings().stream().map(Finding::id).collect(Collectors.joining(" "));
  }
}
