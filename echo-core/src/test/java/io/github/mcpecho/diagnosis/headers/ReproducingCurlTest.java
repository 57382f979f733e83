package io.github.mcpecho.diagnosis.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ToolCall;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReproducingCurlTest {
  private static final String BODY =
      "-d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
          + "{\"name\":\"healthProbe\",\"arguments\":{}}}'";

  @Test
  void requestWithoutHeadersNeedsNone() {
    assertEquals(
        "curl -X POST 'http://<HOST>/mcp' \\\n  " + BODY, curl(Headers.NONE, Json.object()));
  }

  @ParameterizedTest
  @CsvSource({"https, https", "http, http", "javascript, http"})
  void theSchemeIsThatOfTheUrlThatTheClientUsed(String forwarded, String scheme) {
    String curl = curl(Headers.of("X-Forwarded-Proto", forwarded), Json.object());

    assertTrue(curl.startsWith("curl -X POST '" + scheme + "://<HOST>/mcp' "), curl);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "Accept, 'application/json, text/event-stream', 'application/json, text/event-stream'",
    "Mcp-Method, tools/call, tools/call",
    "Accept, a'b, <ACCEPT>",
    "Authorization, Bearer abc, Bearer <AUTHORIZATION>",
    "authorization, 'basic dTpw', basic <AUTHORIZATION>",
    "Authorization, abc, <AUTHORIZATION>",
    "Authorization, Token abc, <AUTHORIZATION>",
    "Cookie, a=b, <COOKIE>",
    "Mcp-Name, ghp_16C7e42F292c6912E7710c838347Ae178B4a, <MCP-NAME>",
    "X-User-Id, 12345, <X-USER-ID>",
    "Mcp-Session-Id, 550e8400, <MCP-SESSION-ID>"
  })
  void onlyHeadersThatSteerTheProtocolShowTheirValue(String name, String value, String shown) {
    String curl = curl(Headers.of(name, value), Json.object());

    assertTrue(curl.contains("\n  -H '" + name + ": " + shown + "' \\\n"), curl);
  }

  @Test
  void namesThatCouldEndTheQuotingAreLeftOut() {
    String curl = curl(Headers.of("X'; rm -rf /; '", "1", "Content-Length", "9"), Json.object());

    assertFalse(curl.contains("-H"), curl);
  }

  @Test
  void namesThatAreSecretsAreLeftOut() {
    String curl = curl(Headers.of("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "1"), Json.object());

    assertFalse(curl.contains("-H"), curl);
  }

  @Test
  void manyHeadersAreCapped() {
    String[] lines = new String[400];
    for (int i = 0; i < 400; i += 2) {
      lines[i] = "X-" + i;
      lines[i + 1] = "v";
    }

    assertEquals(32, curl(Headers.of(lines), Json.object()).lines().count());
  }

  @Test
  void modernRequestKeepsItsRevision() {
    ObjectNode params = Json.object();
    params.putObject("_meta").put("io.modelcontextprotocol/protocolVersion", "2026-07-28");

    assertTrue(
        curl(Headers.NONE, params)
            .endsWith(
                "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                    + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}'"));
  }

  private static String curl(Headers headers, ObjectNode params) {
    return ReproducingCurl.of(
        ToolCall.ofParams(params).withContext(CallContext.local(headers, Instant.EPOCH)),
        new Redactor(new byte[] {1}));
  }
}
