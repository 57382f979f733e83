package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.CallContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages, cursors and cache hints of the four lists. */
class PagesTest {
  private final Calls calls = new Calls(Offers.settings().pageSize(2).build());

  @ParameterizedTest
  @CsvSource({
    "tools/list, tools, 14",
    "prompts/list, prompts, 4",
    "resources/list, resources, 4",
    "resources/templates/list, resourceTemplates, 3"
  })
  void n01_thePagesOfEveryListMakeTheWhole(String method, String member, int size) {
    Calls unpaged = Offers.calls();
    List<JsonNode> whole = items(unpaged, method, member);
    assertEquals(size, whole.size());
    assertFalse(json(unpaged.modern(method, "", "", "{}")).get("result").has("nextCursor"));
    assertEquals(whole, items(calls, method, member));
    assertEquals(2, json(calls.modern(method, "", "", "{}")).at("/result/" + member).size());
  }

  @Test
  void n01_legacyClientsTurnPagesToo() {
    String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{%s}}";
    JsonNode first = json(calls.post(list.formatted(""))).get("result");
    JsonNode second =
        json(calls.post(list.formatted("\"cursor\":" + first.get("nextCursor")))).get("result");
    assertEquals("typed", second.at("/tools/0/name").textValue());
    assertFalse(second.has("ttlMs"));
  }

  @Test
  void n01_aCursorHoldsOnEveryInstanceWithTheSameKey() {
    String cursor = cursor(calls, "tools/list");
    Calls other = new Calls(Offers.settings().pageSize(2).build());
    assertEquals(
        calls.modern("tools/list", "", cursor, "{}").text(),
        other.modern("tools/list", "", cursor, "{}").text());
    Calls otherKey =
        new Calls(
            Offers.settings()
                .pageSize(2)
                .stateKey("another key of 16".getBytes(StandardCharsets.UTF_8))
                .build());
    assertInvalid(otherKey.modern("tools/list", "", cursor, "{}"));
  }

  @Test
  void n01_aCursorIsOfItsListAlone() {
    String cursor = cursor(calls, "tools/list");
    assertInvalid(calls.modern("prompts/list", "", cursor, "{}"));
    assertInvalid(calls.modern("resources/list", "", cursor, "{}"));
    // Of a list with something else in it a position says nothing.
    Calls longer =
        new Calls(
            Offers.settings()
                .pageSize(2)
                .prompt(Offers.hidden(PromptDescriptor.of("x", "d")))
                .build());
    assertInvalid(longer.modern("prompts/list", "", cursor(calls, "prompts/list"), "{}"));
  }

  /** Each character of a genuine one is changed in turn. */
  @Test
  void n01_aCursorThatIsMadeUpIsRefused() {
    String genuine =
        json(calls.modern("tools/list", "", "", "{}")).at("/result/nextCursor").textValue();
    for (int i = 0; i < genuine.length(); i++) {
      char other = genuine.charAt(i) == 'A' ? 'B' : 'A';
      String forged = genuine.substring(0, i) + other + genuine.substring(i + 1);
      assertInvalid(calls.modern("tools/list", "", "\"cursor\":\"" + forged + "\"", "{}"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\" \"",
        "\"0\"",
        "\"AAAAAg\"",
        "\"eyJwYWdlIjogMn0=\"",
        "\"\\u0000\"",
        "\"ä\"",
        "null",
        "7",
        "{}",
        "[\"a\"]",
        "true"
      })
  void n01_whatIsNoCursorIsInvalid(String cursor) {
    for (String method :
        List.of("tools/list", "prompts/list", "resources/list", "resources/templates/list")) {
      assertInvalid(calls.modern(method, "", "\"cursor\":" + cursor, "{}"));
      assertInvalid(Offers.calls().modern(method, "", "\"cursor\":" + cursor, "{}"));
    }
  }

  @Test
  void n01_anEndlessCursorIsInvalid() {
    assertInvalid(
        calls.modern("tools/list", "", "\"cursor\":\"" + "A".repeat(1_000_000) + "\"", "{}"));
  }

  @Test
  void n01_aPageHasAtLeastOneItem() {
    McpServerBuilder settings = Calls.settings();
    assertThrows(IllegalArgumentException.class, () -> settings.pageSize(0));
  }

  @Test
  void n01_thereIsACursorOnlyIfThereIsMoreForThisCaller() {
    // Four of five prompts are for everybody, so the second page is the last.
    JsonNode second =
        json(calls.modern("prompts/list", "", cursor(calls, "prompts/list"), "{}")).get("result");
    assertEquals(2, second.get("prompts").size());
    assertFalse(second.has("nextCursor"));
    JsonNode ofTheOther =
        json(calls.modern("prompts/list", "", cursor(calls, "prompts/list"), "{}", Offers.KEY, "x"))
            .get("result");
    assertTrue(ofTheOther.has("nextCursor"));
  }

  @ParameterizedTest
  @CsvSource({
    "server/discover, public",
    "tools/list, public",
    "prompts/list, private",
    "resources/list, private",
    "resources/templates/list, public"
  })
  void n02_everyPageOfAListSaysForHowLongAndForWhomItIs(String method, String scope) {
    String params = "";
    do {
      JsonNode result = json(calls.modern(method, "", params, "{}")).get("result");
      assertEquals(300_000, result.get("ttlMs").intValue());
      assertEquals(scope, result.get("cacheScope").textValue());
      params = result.has("nextCursor") ? "\"cursor\":" + result.get("nextCursor") : "";
    } while (!params.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tools/list", "prompts/list", "resources/list", "resources/templates/list"})
  void n02_olderRevisionsHaveNoHints(String method) {
    JsonNode result =
        json(calls.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}"))
            .get("result");
    assertFalse(result.has("ttlMs") || result.has("cacheScope") || result.has("resultType"));
  }

  @Test
  void p02_aToolIsThereForWhomItIsFor() {
    Tool hidden = new HiddenTool(ToolDescriptor.of("hiddenTool", "Is there for some."));
    Calls server =
        new Calls(McpServer.builder(Calls.INFO, List.of(hidden, FakeTools.all().get(0))).build());
    assertEquals(1, items(server, "tools/list", "tools").size());
    assertEquals(
        2,
        json(server.modern("tools/list", "", "", "{}", Offers.KEY, "x"))
            .at("/result/tools")
            .size());
    Reply unknown = server.modernTool("hiddenTool", "{}");
    assertEquals(-32602, json(unknown).at("/error/code").intValue());
    assertFalse(server.modernTool("hiddenTol", "{}").text().contains("did you mean"));
    assertFalse(server.modern("hiddenTool", "", "", "{}").text().contains("it is a tool"));
    assertEquals(
        "seen",
        json(server.modernTool("hiddenTool", "{}", Offers.KEY, "x"))
            .at("/result/content/0/text")
            .textValue());
  }

  private record HiddenTool(ToolDescriptor descriptor) implements Tool {
    @Override
    public ToolOutcome call(ToolCall call) {
      return ToolResult.text("seen");
    }

    @Override
    public Optional<Predicate<CallContext>> visibility() {
      return Offers.withKey();
    }
  }

  private static String cursor(Calls calls, String method) {
    return "\"cursor\":" + json(calls.modern(method, "", "", "{}")).at("/result/nextCursor");
  }

  private static List<JsonNode> items(Calls calls, String method, String member) {
    var items = new ArrayList<JsonNode>();
    String params = "";
    for (int page : IntStream.range(0, 100).toArray()) {
      JsonNode result = json(calls.modern(method, "", params, "{}")).get("result");
      result.get(member).forEach(items::add);
      if (!result.has("nextCursor")) {
        return items;
      }
      params = "\"cursor\":" + result.get("nextCursor");
      assertTrue(page < 50, "the list has no end");
    }
    return items;
  }

  private static void assertInvalid(Reply reply) {
    assertEquals(-32602, json(reply).at("/error/code").intValue(), reply::text);
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
  }
}
