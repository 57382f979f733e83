package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a modern client learns before its first call: {@code server/discover}, {@code tools/list}.
 */
class DiscoveryTest {
  private static final String SERVER_INFO =
      "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
          + "{\"name\":\"test\",\"title\":\"Test\",\"version\":\"1.2.3\"}}";

  private final Calls calls = Calls.ofFakeTools();

  @Test
  void d01_discoverIsAnsweredWithoutAnythingBeforeIt() {
    Reply reply = calls.modern("server/discover", "", "", "{}");
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
    assertTrue(json(reply).has("result"), reply::text);
  }

  @Test
  void d02_discoverTellsVersionsCapabilitiesAndHowLongThatHolds() {
    assertEquals(
        json(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"supportedVersions\":[\"2026-07-28\"],"
                + "\"capabilities\":{\"tools\":{}},\"instructions\":\"Only a test.\","
                + "\"ttlMs\":300000,\"cacheScope\":\"public\",\"resultType\":\"complete\","
                + SERVER_INFO
                + "}}"),
        json(calls.modern("server/discover", "", "", "{}")));
  }

  @Test
  void c01_toolListIsWholeOrderedAndCacheable() {
    JsonNode result = json(calls.modern("tools/list", "", "", "{}")).get("result");
    assertEquals(
        FakeTools.all().stream().map(tool -> tool.descriptor().name()).toList(),
        result.get("tools").findValuesAsText("name").stream()
            .filter(
                name -> FakeTools.all().stream().anyMatch(t -> t.descriptor().name().equals(name)))
            .toList());
    assertEquals(300_000, result.get("ttlMs").intValue());
    assertEquals("public", result.get("cacheScope").textValue());
    assertFalse(result.has("nextCursor"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"prompts/list", "resources/list", "logging/setLevel", "completion/complete"})
  void d03_onlyToolsAreDeclaredAndNothingElseIsThere(String method) {
    assertEquals(
        json("{\"tools\":{}}"),
        json(calls.modern("server/discover", "", "", "{}")).at("/result/capabilities"));
    assertEquals(-32601, json(calls.modern(method, "", "", "{}")).at("/error/code").intValue());
  }

  @Test
  void d04_theErrorOffersTheRevisionsThatDiscoverNames() {
    Reply refused =
        calls.post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{"
                + Calls.META.formatted("{}").replace("2026-07-28", "v999")
                + "}}",
            "MCP-Protocol-Version",
            "v999");
    assertEquals(
        json("{\"supported\":[\"2026-07-28\"],\"requested\":\"v999\"}"),
        json(refused).at("/error/data"));
    assertEquals(
        json(refused).at("/error/data/supported"),
        json(calls.modern("server/discover", "", "", "{}")).at("/result/supportedVersions"));
  }

  @Test
  void d06_anExtensionThatOnlyTheClientHasChangesNothing() {
    assertEquals(
        calls.modern("tools/list", "", "", "{}").text(),
        calls.modern("tools/list", "", "", "{\"extensions\":{\"example.org/x\":{}}}").text());
    assertEquals(
        Reply.Kind.UNKNOWN_METHOD,
        calls.modern("tasks/get", "", "", "{\"extensions\":{\"example.org/x\":{}}}").kind());
  }

  @Test
  void t01_theListDependsNeitherOnTheCallerNorOnEarlierCalls() {
    String before = calls.modern("tools/list", "", "", "{}").text();
    calls.modernTool("say", "{\"text\":\"hi\"}");
    calls.modern("tools/call", "asksTwice", "", "{\"roots\":{}}");
    assertEquals(before, calls.modern("tools/list", "", "", "{\"sampling\":{}}").text());
  }

  @Test
  void t11_contentIsThereIfThereIsNone() {
    var silent =
        new Calls(
            McpServer.builder(
                    Calls.INFO, List.of(FakeTools.named("silent", call -> ToolResult.of())))
                .build());
    assertEquals(json("[]"), json(silent.modernTool("silent", "{}")).at("/result/content"));
    assertEquals("{\"content\":[]}", silent.legacyTool("silent", "{}").get("result").toString());
  }

  @Test
  void c02_theOnlyPageIsPublic() {
    JsonNode result = json(calls.modern("tools/list", "", "", "{}")).get("result");
    assertEquals("public", result.get("cacheScope").textValue());
    assertFalse(result.has("nextCursor"), "another page would have to have the same scope");
  }

  @ParameterizedTest
  @CsvSource({"tools/list, public", "prompts/list, private", "resources/list, private"})
  void c02_everyPageHasTheScopeOfTheFirst(String method, String scope) {
    Calls paged = new Calls(Offers.settings().pageSize(1).build());
    int pages = 0;
    String cursor = "";
    do {
      JsonNode page = json(paged.modern(method, "", cursor, "{}")).get("result");
      assertEquals(scope, page.path("cacheScope").textValue(), page::toString);
      cursor = page.has("nextCursor") ? "\"cursor\":" + page.get("nextCursor") : "";
      pages++;
    } while (!cursor.isEmpty());
    assertTrue(pages > 2, () -> "a list of more than two pages");
  }

  @Test
  void c03_whatIsPublicIsTheSameForEveryCaller() {
    for (String method : List.of("tools/list", "server/discover")) {
      assertEquals(
          calls.modern(method, "", "", "{}").text(),
          calls.modern(method, "", "", "{}", "Authorization", "Bearer of-somebody-else").text());
    }
  }

  @Test
  void n01_theFirstPageHoldsAllToolsOfAnOrdinaryServer() {
    List<Tool> many =
        IntStream.range(0, 200)
            .mapToObj(i -> FakeTools.named("tool" + i, call -> ToolResult.of()))
            .toList();
    JsonNode result =
        json(new Calls(McpServer.builder(Calls.INFO, many).build())
                .modern("tools/list", "", "", "{}"))
            .get("result");
    assertEquals(200, result.get("tools").size());
    assertFalse(result.has("nextCursor"));
  }

  @Test
  void n01_aListWithoutPagesRefusesEveryCursor() {
    assertAnsweredError(-32602, calls.modern("tools/list", "", "\"cursor\":\"\"", "{}"));
  }

  private static void assertAnsweredError(int code, Reply reply) {
    assertEquals(code, json(reply).at("/error/code").intValue(), reply::text);
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
    assertEquals(1, json(reply).get("id").intValue());
  }
}
