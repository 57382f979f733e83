package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.anyRequest;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.testing.faults.Lists;
import io.github.mcpecho.testing.faults.NamedBehaviour;
import io.github.mcpecho.testing.faults.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole protocol as a fixture: what the builder offers, what lists and replies say instead. */
class OfferedTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  @AutoClose
  private final McpEchoServer server =
      McpEchoServer.builder()
          .prompt("greet", "Say hello")
          .resource("test://text", "a text")
          .template("test://rows/{id}", "a row")
          .completion("city", "name", "Paris", "Parma", "Rome")
          .pageSize(4)
          .instructions("Be brief")
          .capabilities(
              "{\"tools\":{\"listChanged\":false},\"prompts\":{},\"resources\":{},\"completions\":{}}")
          .start();

  private final Client client = new Client(server.uri());

  private JsonNode result(String method, String params) throws Exception {
    String body =
        client
            .postMcp(
                "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"%s\",\"params\":%s}"
                    .formatted(method, params))
            .body();
    JsonNode response = JSON.parse(body.getBytes(StandardCharsets.UTF_8));
    assertEquals("x", response.path("id").asText(), body);
    return response.has("result") ? response.get("result") : response.get("error");
  }

  @Test
  void whatTheBuilderWasGivenIsServed() throws Exception {
    assertEquals(
        "Say hello",
        result("prompts/get", "{\"name\":\"greet\"}").at("/messages/0/content/text").asText());
    assertEquals(
        "a text",
        result("resources/read", "{\"uri\":\"test://text\"}").at("/contents/0/text").asText());
    assertEquals(
        "a row",
        result("resources/read", "{\"uri\":\"test://rows/7\"}").at("/contents/0/text").asText());
    assertEquals(
        "[\"Paris\",\"Parma\"]",
        result(
                "completion/complete",
                "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"city\"},\"argument\":{\"name\":\"name\",\"value\":\"par\"}}")
            .at("/completion/values")
            .toString());
    assertEquals(4, result("tools/list", "{}").path("tools").size());
  }

  @Test
  void instructionsAndCapabilitiesAreTheTests() throws Exception {
    JsonNode initialized =
        result(
            "initialize",
            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}");

    assertEquals("Be brief", initialized.path("instructions").asText());
    assertEquals(
        "{\"tools\":{\"listChanged\":false},\"prompts\":{},\"resources\":{},\"completions\":{}}",
        initialized.path("capabilities").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'tool':{}}",
        "{'tools':true}",
        "{'prompts':null}",
        "{'resources':[]}",
        "{'tools':{'listChanged':'yes'}}",
        "{'resources':{'subscribe':{}}}",
        "{'tasks':{'list':true}}",
        "{'experimental':{'a':1}}",
      })
  void capabilitiesThatAreNoneAreRefused(String capabilities) {
    assertThrows(
        IllegalArgumentException.class,
        () -> McpEchoServer.builder().capabilities(capabilities.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'com.example/own':true}",
        "{'tools':{'later':1}}",
        "{'tasks':{'list':{},'requests':{'tools':{'call':{}}}},'experimental':{'a':{}}}",
      })
  void whatNoRevisionKnowsMayBeDeclared(String capabilities) {
    assertDoesNotThrow(() -> McpEchoServer.builder().capabilities(capabilities.replace('\'', '"')));
  }

  /** A client may rely on what a server declares, in the revisions that have the method. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{'logging':{}} | logging/setLevel | {'level':'info'} | {}",
        "{'completions':{}} | completion/complete | {'ref':{'type':'ref/prompt','name':'city'},'argument':{'name':'name','value':'R'}} | {'completion':{'values':['Rome'],'total':1,'hasMore':false}}",
        "{'resources':{'subscribe':true}} | resources/subscribe | {'uri':'a:b'} | {}",
        "{'resources':{'subscribe':true}} | resources/unsubscribe | {'uri':'a:b'} | {}",
        "{'resources':{'subscribe':false}} | resources/subscribe | {'uri':'a:b'} | -32601",
        "{'resources':{}} | resources/list | {} | -",
        "{'prompts':{}} | prompts/list | {} | -",
        "{'tools':{}} | tools/list | {} | -",
        "{'tasks':{'list':{},'cancel':{}}} | tasks/list | {} | {'tasks':[]}",
        "{'tasks':{'list':{},'cancel':{}}} | tasks/cancel | {'taskId':'a'} | -32602",
        "{'tasks':{}} | tasks/get | {'taskId':'a'} | -32602",
        "{'tasks':{}} | tasks/result | {'taskId':'a'} | -32602",
        "{'tasks':{}} | tasks/list | {} | -32601",
        "{} | logging/setLevel | {'level':'info'} | -32601",
        "{'tools':{}} | prompts/list | {} | -32601",
        "{'tools':{}} | prompts/get | {'name':'city'} | -32601",
        "{'tools':{}} | resources/list | {} | -32601",
        "{'tools':{}} | resources/templates/list | {} | -32601",
        "{'tools':{}} | resources/read | {'uri':'a:b'} | -32601",
        "{'prompts':{}} | completion/complete | {'ref':{'type':'ref/prompt','name':'city'},'argument':{'name':'name','value':'R'}} | -32601",
        "{'prompts':{}} | tools/list | {} | -32601",
        "{} | tools/call | {'name':'echo'} | -32601",
      })
  void whatIsDeclaredIsThere(String declared, String method, String params, String expected)
      throws Exception {
    for (boolean keeping : List.of(false, true)) {
      var builder =
          McpEchoServer.builder()
              .completion("city", "name", "Rome")
              .capabilities(declared.replace('\'', '"'));
      try (McpEchoServer own = (keeping ? builder.with(Sessions.create()) : builder).start()) {
        var one = new Client(own.uri());
        var headers = List.of("MCP-Protocol-Version", "2025-11-25");
        var initialized =
            one.postMcp(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
        String[] session =
            Stream.concat(
                    headers.stream(),
                    initialized.headers().firstValue("Mcp-Session-Id").stream()
                        .flatMap(id -> Stream.of("Mcp-Session-Id", id)))
                .toArray(String[]::new);
        one.postMcp("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", session);
        String body =
            one.postMcp(
                    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"%s\",\"params\":%s}"
                        .formatted(method, params.replace('\'', '"')),
                    session)
                .body();
        JsonNode response =
            JSON.parse(body.substring(body.indexOf("{\"")).getBytes(StandardCharsets.UTF_8));

        if (expected == null) {
          assertTrue(response.path("result").elements().next().size() > 0, body);
        } else if (expected.startsWith("-")) {
          assertEquals(expected, response.at("/error/code").asText(), body);
        } else {
          assertEquals(expected.replace('\'', '"'), response.path("result").toString());
        }
        own.assertConformantClient();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools/list", "prompts/list", "resources/list"})
  void theSameCursorComesForEver(String method) throws Exception {
    server.on(anyRequest()).then(Lists.sameCursorForEver());

    JsonNode first = result(method, "{}");
    String cursor = first.path("nextCursor").asText();

    assertFalse(cursor.isEmpty());
    assertEquals(first, result(method, "{\"cursor\":\"" + cursor + "\"}"));
  }

  @Test
  void anEmptyCursorLeadsToAPage() throws Exception {
    server.on(anyRequest()).then(Lists.emptyCursor());

    assertEquals("\"\"", result("tools/list", "{}").path("nextCursor").toString());
    assertFalse(result("tools/list", "{\"cursor\":\"\"}").has("nextCursor"));
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of(
            Lists.manyItems(1_000), "tools/list", (Predicate<List<String>>) n -> n.size() == 1_004),
        Arguments.of(
            Lists.duplicateItems(),
            "prompts/list",
            (Predicate<List<String>>) n -> n.stream().distinct().count() * 2 == n.size()),
        Arguments.of(
            Lists.invalidNames(),
            "resources/list",
            (Predicate<List<String>>) n -> n.contains("") && n.contains("a".repeat(129))),
        Arguments.of(
            Lists.badMcpHeaders(),
            "tools/list",
            (Predicate<List<String>>) n -> n.contains("header-twice")),
        Arguments.of(
            Lists.networkReference(),
            "tools/list",
            (Predicate<List<String>>) n -> n.contains("network-reference")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void aListIsHostile(NamedBehaviour list, String method, Predicate<List<String>> is)
      throws Exception {
    server.on(anyRequest()).then(list);

    var names = new ArrayList<String>();
    for (JsonNode items : result(method, "{}")) {
      items.forEach(item -> names.add(item.path("name").asText()));
    }

    assertTrue(is.test(names), names::toString);
  }

  @Test
  void theCanaryTellsOfAFetch() throws Exception {
    server.on(anyRequest()).then(Lists.networkReference());
    JsonNode tools = result("tools/list", "{}").path("tools");

    assertTrue(
        tools.toString().contains("{\"$ref\":\"" + server.uri().resolve(Lists.CANARY) + "\"}"));
    server.verify(Count.never(), anyRequest().to(Lists.CANARY));
    client.get(Lists.CANARY);
    server.verify(Count.exactly(1), anyRequest().to(Lists.CANARY));
  }

  @Test
  void aReplyHasTheIdOfTheRequest() throws Exception {
    server
        .on(anyRequest())
        .then(
            Reply.result("{\"tools\":[]}"),
            Reply.error(-7, "No"),
            Reply.error(-8, "No", "{\"why\":1}"));

    assertEquals("{\"tools\":[]}", result("tools/list", "{}").toString());
    assertEquals("{\"code\":-7,\"message\":\"No\"}", result("tools/list", "{}").toString());
    assertEquals(1, result("tools/list", "{}").at("/data/why").asInt());
    assertEquals(
        202,
        client
            .postMcp("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
            .statusCode());
  }

  @Test
  void aReplyOf20260728IsComplete() throws Exception {
    server.on(anyRequest()).then(Reply.result("{}"));

    JsonNode result =
        result(
            "tools/list",
            "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}");

    assertEquals("{\"resultType\":\"complete\"}", result.toString());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = "[]\n{\n\"text\"")
  void aReplyThatIsNoObjectIsRefused(String json) {
    assertThrows(IllegalArgumentException.class, () -> Reply.result(json));
  }
}
