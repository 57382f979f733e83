package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyEraTest {
  private final Calls calls = Calls.ofFakeTools();

  @ParameterizedTest
  @CsvSource({
    "2024-11-05, 2024-11-05",
    "2025-03-26, 2025-03-26",
    "2025-06-18, 2025-06-18",
    "2025-11-25, 2025-11-25",
    "2026-07-28, 2025-11-25",
    "1999-01-01, 2025-11-25",
    "'', 2025-11-25"
  })
  void g01_initializeAnswersTheRequestedRevisionOrTheNewestLegacyOne(
      String requested, String answered) {
    JsonNode result = json(initialize(requested)).get("result");
    assertEquals(
        json(
            "{\"protocolVersion\":\""
                + answered
                + "\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"test\","
                + "\"title\":\"Test\",\"version\":\"1.2.3\"},\"instructions\":\"Only a test.\"}"),
        result);
  }

  @Test
  void g01_preferredRevisionIsConfigurable() {
    var calls =
        new Calls(Calls.settings().preferredLegacyVersion(ProtocolVersion.V2025_06_18).build());
    JsonNode result =
        json(
            calls.post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\","
                    + "\"params\":{\"protocolVersion\":\"x\"}}"));
    assertEquals("2025-06-18", result.at("/result/protocolVersion").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"protocolVersion\":1}", "{\"protocolVersion\":null}"})
  void g01_initializeWithoutRevisionIsInvalid(String params) {
    Reply reply =
        calls.post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":" + params + "}");
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
    assertEquals(-32602, json(reply).at("/error/code").intValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-11-25", "1999-01-01", "garbage"})
  void g02_initializeIsAcceptedWithAnyHeaderThatIsNotModern(String header) {
    Reply reply =
        calls.post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\","
                + "\"params\":{\"protocolVersion\":\"2025-06-18\"}}",
            "mcp-protocol-version",
            header);
    assertEquals("2025-06-18", json(reply).at("/result/protocolVersion").textValue());
  }

  @Test
  void g03_initializedIsAcceptedAndNotRequired() {
    Reply reply = calls.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    assertEquals(Reply.Kind.ACCEPTED, reply.kind());
    assertEquals(0, reply.body().length);
    assertTrue(
        calls.legacyTool("say", "{\"text\":\"hi\"}").has("result"), "no handshake is needed");
  }

  @Test
  void g05_unsupportedHeaderIsRejectedAndNamesWhatIsServed() {
    var calls =
        new Calls(
            Calls.settings()
                .versions(EnumSet.of(ProtocolVersion.V2024_11_05, ProtocolVersion.V2025_06_18))
                .build());
    Reply reply =
        calls.post(
            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"ping\"}",
            "MCP-Protocol-Version",
            "2025-11-25");
    assertEquals(Reply.Kind.REJECTED, reply.kind());
    assertEquals(
        json(
            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"error\":{\"code\":-32022,"
                + "\"message\":\"Unsupported protocol version: served are 2024-11-05, 2025-06-18\","
                + "\"data\":{\"supported\":[\"2024-11-05\",\"2025-06-18\"],"
                + "\"requested\":\"2025-11-25\"}}}"),
        json(reply));
  }

  @Test
  void g05_whatIsServedIsSaidAlikeInTheTextAndTheData() {
    JsonNode error =
        json(calls.post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                "MCP-Protocol-Version",
                "2020-01-01"))
            .get("error");
    assertEquals(
        "Unsupported protocol version: served are 2026-07-28; after initialize also 2024-11-05,"
            + " 2025-03-26, 2025-06-18, 2025-11-25",
        error.get("message").textValue());
    assertEquals(json("[\"2026-07-28\"]"), error.at("/data/supported"));
  }

  @Test
  void g06_batchIsAnsweredInOrderWithoutNotifications() {
    Reply reply =
        calls.post(
            "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},"
                + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{}},"
                + "{\"id\":5},"
                + "7,"
                + "{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"method\":\"nope\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\","
                + "\"params\":{\"name\":\"say\",\"arguments\":{\"text\":\"é\"}}}]");
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
    assertEquals(
        json(
            "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}},"
                + "{\"jsonrpc\":\"2.0\",\"id\":5,\"error\":{\"code\":-32600,"
                + "\"message\":\"Invalid request: jsonrpc must be \\\"2.0\\\", as in"
                + " {\\\"jsonrpc\\\":\\\"2.0\\\",\\\"id\\\":1,\\\"method\\\":\\\"tools/list\\\"}\"}},"
                + "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,"
                + "\"message\":\"Invalid request: a message is a JSON object\"}},"
                + "{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"error\":{\"code\":-32601,"
                + "\"message\":\"Method not found: nope\",\"data\":{\"known\":[\"initialize\",\"ping\","
                + "\"tools/call\",\"tools/list\"]}}},"
                + "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":"
                + "{\"content\":[{\"type\":\"text\",\"text\":\"é\"}]}}]"),
        json(reply));
  }

  @Test
  void g06_batchOfNotificationsAndResponsesIsAccepted() {
    Reply reply =
        calls.post(
            "[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{}}]",
            "MCP-Protocol-Version",
            "2025-03-26");
    assertEquals(Reply.Kind.ACCEPTED, reply.kind());
  }

  @Test
  void g11_unknownMethodIsAnsweredAndNeverNotFound() {
    Reply reply = calls.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"}");
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
    assertEquals(-32601, json(reply).at("/error/code").intValue());
  }

  @Test
  void g12_pingIsAnsweredWithAnEmptyObject() {
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
        calls.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").text());
  }

  @Test
  void g13_setLevelIsUnknownBecauseLoggingIsNotDeclared() {
    Reply reply =
        calls.post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logging/setLevel\","
                + "\"params\":{\"level\":\"info\"}}");
    assertEquals(-32601, json(reply).at("/error/code").intValue());
  }

  @Test
  void g17_toolThatNeedsInputFails() {
    JsonNode result = calls.legacyTool("asks", "{}").get("result");
    assertTrue(result.get("isError").booleanValue());
    assertEquals(
        "asks needs input from the client, which takes revision 2026-07-28 of the protocol.",
        result.at("/content/0/text").textValue());
  }

  @Test
  void g20_resultsCarryNoModernDecoration() {
    JsonNode list =
        json(calls.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")).get("result");
    assertEquals(List.of("tools"), names(list));
    assertEquals(List.of("content"), names(calls.legacyTool("works", "{}").get("result")));
  }

  @Test
  void g21_structuredContentThatIsNoObjectIsLeftOut() {
    assertFalse(calls.legacyTool("number", "{}").get("result").has("structuredContent"));
    assertEquals(1, calls.legacyTool("typed", "{}").at("/result/structuredContent/n").intValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18"})
  void g22_laterMembersAreSentInEveryRevision(String revision) {
    String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    Reply reply = calls.post(list, "MCP-Protocol-Version", revision);
    assertEquals(calls.post(list, "MCP-Protocol-Version", "2025-11-25").text(), reply.text());
    assertEquals("Say", json(reply).at("/result/tools/0/title").textValue());
  }

  @Test
  void g23_taskParameterIsIgnored() {
    Reply reply =
        calls.post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                + "{\"name\":\"say\",\"arguments\":{\"text\":\"hi\"},\"task\":{\"ttl\":1}}}");
    assertEquals("hi", json(reply).at("/result/content/0/text").textValue());
  }

  @Test
  void g26_mirroredHeadersAreNotEnforced() {
    Reply reply =
        calls.post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
            "Mcp-Method",
            "tools/list",
            "Mcp-Name",
            "=?base64?!?=");
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
  }

  @Test
  void g27_cursorIsRefused() {
    Reply reply =
        calls.post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"cursor\":\"\"}}");
    assertEquals(-32602, json(reply).at("/error/code").intValue());
  }

  @Test
  void g27_unknownToolIsInvalid() {
    assertEquals(-32602, calls.legacyTool("nope", "{}").at("/error/code").intValue());
  }

  @Test
  void g27_progressIsReportedUnderTheToken() {
    calls.post(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"works\",\"_meta\":{\"progressToken\":\"t\"}}}");
    assertEquals(
        List.of(0, 2),
        calls.outbound.sent.stream()
            .map(sent -> json(sent).at("/params/progress").intValue())
            .toList());
    assertEquals("t", json(calls.outbound.sent.get(0)).at("/params/progressToken").textValue());
  }

  private Reply initialize(String version) {
    return calls.post(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
            + version
            + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}}");
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }
}
