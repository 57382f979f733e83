package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A call of printHeader in two rounds: whoever has the key gives the second. */
class ContinuedCallTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final String KEY = "the key of several servers";

  private static McpServer server(String instance, String key) {
    return McpEcho.builder()
        .with(EchoSettings.INSTANCE, instance)
        .with(EchoSettings.KEY, key)
        .build();
  }

  private static JsonNode call(McpServer server, String state) {
    ObjectNode params = Json.object().put("name", "printHeader");
    params.putObject("arguments").put("continued", true);
    if (!state.isEmpty()) {
      params.put("requestState", state);
    }
    params
        .putObject("_meta")
        .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
        .putObject("io.modelcontextprotocol/clientCapabilities");
    ObjectNode request =
        Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
    request.set("params", params);
    Headers headers =
        Headers.of(
            "MCP-Protocol-Version",
            "2026-07-28",
            "Mcp-Method",
            "tools/call",
            "Mcp-Name",
            "printHeader");
    return JSON.parse(
        server
            .handle(JSON.write(request), CallContext.local(headers, Instant.now()), Outbound.NONE)
            .body());
  }

  @Test
  void anotherServerWithTheSameKeyGivesTheSecondRound() {
    JsonNode first = call(server("one", KEY), "").get("result");
    assertEquals("input_required", first.path("resultType").asText());
    assertFalse(first.has("content"));

    JsonNode report =
        call(server("two", KEY), first.path("requestState").asText())
            .at("/result/structuredContent");
    assertEquals("two", report.path("instance").asText());
    assertEquals("one", report.path("begunBy").asText());
  }

  @Test
  void aServerWithAnotherKeyRefusesIt() {
    String state = call(server("one", KEY), "").at("/result/requestState").asText();

    JsonNode error = call(server("two", KEY + " of others"), state).get("error");
    assertEquals(-32602, error.path("code").intValue());
    assertTrue(error.path("message").asText().contains("requestState"), error::toString);
  }

  @Test
  void whoDoesNotAskForItIsAnsweredAtOnce() {
    assertFalse(
        JSON.parse(
                server("one", KEY)
                    .handle(
                        JSON.write(
                            JSON.parse(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                                    + "\"params\":{\"name\":\"printHeader\"}}")),
                        CallContext.local(Headers.NONE, Instant.now()),
                        Outbound.NONE)
                    .body())
            .at("/result/structuredContent")
            .has("begunBy"));
  }
}
