package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all modern results have in common, and all errors. */
class ResultShapesTest {
  private static final Map<String, String> ARGUMENTS =
      Map.of("say", "{\"text\":\"hi\"}", "greet", "{\"who\":\"Jo\"}");

  private final Calls calls = Offers.calls();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server/discover | | complete
          tools/list | | complete
          tools/call | say | complete
          tools/call | fails | complete
          tools/call | asks | input_required
          prompts/list | | complete
          prompts/get | greet | complete
          prompts/get | asks | input_required
          resources/list | | complete
          resources/templates/list | | complete
          resources/read | test://text | complete
          resources/read | test://asks | input_required
          completion/complete | | complete
          subscriptions/listen | | complete
          """)
  void j04_everyResultNamesItsType(String method, String tool, String type) {
    assertEquals(type, result(method, tool).path("resultType").textValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server/discover | | serverInfo
          tools/list | | serverInfo
          tools/call | say | serverInfo
          tools/call | asks | serverInfo
          prompts/list | | serverInfo
          prompts/get | greet | serverInfo
          prompts/get | asks | serverInfo
          resources/list | | serverInfo
          resources/templates/list | | serverInfo
          resources/read | test://text | serverInfo
          resources/read | test://asks | serverInfo
          completion/complete | | serverInfo
          subscriptions/listen | | serverInfo subscriptionId
          """)
  void m08_theServerHasNoKeysOfItsOwnInMeta(String method, String tool, String names) {
    Set<String> keys = new TreeSet<>();
    result(method, tool).get("_meta").fieldNames().forEachRemaining(keys::add);
    assertEquals(
        new TreeSet<>(
            List.of(names.split(" ")).stream().map(n -> "io.modelcontextprotocol/" + n).toList()),
        keys);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {
          {}
          {"jsonrpc":"2.0","id":1,"method":"nope"}
          {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}}
          {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"nope"}}
          {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"mistyped"}}
          {"jsonrpc":"2.0","id":1,"method":"initialize"}
          [{"jsonrpc":"2.0","id":1,"method":"initialize"}]
          """)
  void j05_anErrorHasACodeAndOneShortSentence(String body) {
    JsonNode error = json(calls.post(body)).get("error");
    assertTrue(error.get("code").isInt(), error::toString);
    assertTrue(error.get("message").textValue().matches("[A-Z][^\\n]{10,120}"), error::toString);
    assertTrue(Set.of(2, 3).contains(error.size()), error::toString);
  }

  @Test
  void s03_noLogMessageIsSentWhateverLevelIsAskedFor() {
    for (String tool : List.of("works", "throws", "fails", "mistyped")) {
      calls.modern("tools/call", tool, "", "{},\"io.modelcontextprotocol/logLevel\":\"debug\"");
    }
    assertEquals(List.of(), calls.outbound.sent);
    assertFalse(
        json(calls.modern("server/discover", "", "", "{}"))
            .at("/result/capabilities")
            .has("logging"));
  }

  private JsonNode result(String method, String name) {
    Reply reply =
        switch (method) {
          case "prompts/get" -> Offers.get(calls, name, ARGUMENTS.getOrDefault(name, "{}"));
          case "resources/read" -> Offers.read(calls, name);
          case "completion/complete" ->
              Offers.complete(calls, "{\"type\":\"ref/prompt\",\"name\":\"greet\"}", "who", "");
          case "subscriptions/listen" -> calls.modern(method, "", "\"notifications\":{}", "{}");
          default -> {
            String tool = name == null ? "" : name;
            String arguments = "\"arguments\":" + ARGUMENTS.getOrDefault(tool, "{}");
            yield calls.modern(method, tool, arguments, "{\"elicitation\":{}}");
          }
        };
    assertTrue(json(reply).has("result"), reply::text);
    return json(reply).get("result");
  }
}
