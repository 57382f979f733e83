package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code prompts/list} and {@code prompts/get}, in every era. */
class PromptsTest {
  private static final String LEGACY =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/get\",\"params\":{\"name\":\"%s\"%s}}";

  private final Calls calls = Offers.calls();

  @Test
  void p01_promptsAreDeclaredExactlyIfThereAreSome() {
    assertEquals(json("{}"), capabilities(calls).get("prompts"));
    assertFalse(capabilities(Calls.ofFakeTools()).has("prompts"));
    Calls promptsAlone =
        new Calls(McpServer.builder(Calls.INFO, List.of()).prompt(Offers.prompts().get(1)).build());
    assertEquals(json("{\"prompts\":{}}"), capabilities(promptsAlone));
    assertEquals(
        -32601, json(promptsAlone.modern("tools/list", "", "", "{}")).at("/error/code").intValue());
  }

  @Test
  void p01_changesOfTheListAreDeclaredToThoseWhoCanBeTold() {
    Calls changing = new Calls(Offers.settings().promptChanges(() -> 1).build());
    assertEquals(json("{\"listChanged\":true}"), capabilities(changing).get("prompts"));
    assertEquals(json("{}"), initialize(changing, "2025-11-25").get("prompts"));
    Calls nobodyMayListen =
        new Calls(
            Offers.settings().promptChanges(() -> 1).subscriptions(0, Duration.ofHours(1)).build());
    assertEquals(json("{}"), capabilities(nobodyMayListen).get("prompts"));
  }

  @Test
  void p02_theListDependsOnWhatTheRequestBringsAndOnNothingElse() {
    String before = list();
    assertEquals(List.of("greet", "everything", "asks", "throws"), names(before));
    assertEquals("private", json(before).at("/result/cacheScope").textValue());
    assertEquals(
        List.of("greet", "everything", "asks", "throws", "secretPrompt"),
        names(list(Offers.KEY, "x")));
    Offers.get(calls, "secretPrompt", "{}", Offers.KEY, "x");
    assertEquals(before, list());
  }

  @Test
  void p02_whatIsHiddenIsUnknown() {
    Reply reply = Offers.get(calls, "secretPrompt", "{}");
    assertEquals(-32602, json(reply).at("/error/code").intValue());
    // Nor does a misspelt name find out about it.
    assertFalse(Offers.get(calls, "secretPromptt", "{}").text().contains("did you mean"));
    assertEquals(
        "seen", text(json(Offers.get(calls, "secretPrompt", "{}", Offers.KEY, "x")).get("result")));
  }

  @Test
  void p03_theListSaysAllThatIsKnownOfAPrompt() {
    assertEquals(
        json(
            """
            {"name":"greet","title":"Greet","description":"Greets somebody.","arguments":[
            {"name":"who","title":"Who","description":"Who is greeted","required":true},
            {"name":"how","description":"How","required":false}],
            "icons":[{"src":"https://example.com/icon.png"}],"_meta":{"example.org/own":true}}"""),
        json(list()).at("/result/prompts/0"));
    for (JsonNode prompt : json(list()).at("/result/prompts")) {
      assertTrue(prompt.path("description").isTextual(), prompt::toString);
    }
  }

  @Test
  void p03_aPromptThatClientsCouldNotUseIsRefused() {
    for (PromptDescriptor wrong :
        List.of(
            PromptDescriptor.of("", "d"),
            PromptDescriptor.of("a b", "d"),
            PromptDescriptor.of("ä", "d"),
            PromptDescriptor.of("a", " "),
            PromptDescriptor.of("a", "d").withArgument(PromptArgument.optional("", "d")),
            PromptDescriptor.of("a", "d")
                .withArgument(PromptArgument.optional("x", "d"))
                .withArgument(PromptArgument.required("x", "d")))) {
      McpServerBuilder server = Calls.settings().prompt(Prompt.of(wrong, call -> null));
      assertThrows(IllegalArgumentException.class, server::build, wrong::toString);
    }
    McpServerBuilder twice = Offers.settings().prompt(Offers.prompts().get(0));
    var e = assertThrows(IllegalArgumentException.class, twice::build);
    assertEquals("Two prompts are called greet", e.getMessage());
  }

  @Test
  void p04_aPromptIsMadeOfItsArguments() {
    JsonNode result = json(Offers.get(calls, "greet", "{\"who\":\"Jo\"}")).get("result");
    assertEquals(
        json(
            """
            {"description":"A greeting","messages":[{"role":"user","content":
            {"type":"text","text":"Hello Jo"}}],"resultType":"complete","_meta":
            {"io.modelcontextprotocol/serverInfo":{"name":"test","title":"Test","version":"1.2.3"}}}"""),
        result);
    assertEquals(
        "Hi Jo",
        text(json(Offers.get(calls, "greet", "{\"who\":\"Jo\",\"how\":\"Hi\"}")).get("result")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nobody | {} | Invalid params: unknown prompt: nobody
          gret | {} | Invalid params: unknown prompt: gret (did you mean greet?)
          Greet | {} | Invalid params: unknown prompt: Greet (did you mean greet?)
          greet | {} | Invalid params: greet requires the argument who
          greet | {"how":"Hi"} | Invalid params: greet requires the argument who
          greet | {"who":"Jo","whoo":"Hi"} | Invalid params: greet has no argument whoo (did you mean who?)
          greet | {"who":7} | Invalid params: arguments must be strings
          greet | {"who":null} | Invalid params: arguments must be strings
          greet | {"who":["Jo"]} | Invalid params: arguments must be strings
          greet | [] | Invalid params: arguments must be an object
          greet | null | Invalid params: arguments must be an object
          greet | "Jo" | Invalid params: arguments must be an object
          """)
  void p04_whatDoesNotFitIsInvalidInEveryEra(String name, String arguments, String message) {
    for (Reply reply :
        List.of(
            Offers.get(calls, name, arguments),
            calls.post(LEGACY.formatted(name, ",\"arguments\":" + arguments)))) {
      assertEquals(-32602, json(reply).at("/error/code").intValue(), reply::text);
      assertEquals(message, json(reply).at("/error/message").textValue());
      assertEquals(Reply.Kind.ANSWERED, reply.kind());
    }
  }

  @Test
  void p04_aNameThatIsNoStringIsInvalid() {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/get\",\"params\":{\"name\":7}}";
    assertEquals(-32602, json(calls.post(body)).at("/error/code").intValue());
  }

  @Test
  void p04_aFailureIsInternalAndKeepsItsDetails() {
    Reply reply = Offers.get(calls, "throws", "{}");
    assertEquals(-32603, json(reply).at("/error/code").intValue());
    assertFalse(reply.text().contains(Offers.SECRET));
  }

  @Test
  void p05_aMessageHasAnyTypeOfContent() {
    assertEquals(
        json(
            """
            [{"role":"user","content":{"type":"text","text":"text"}},
            {"role":"assistant","content":{"type":"image","data":"aGk=","mimeType":"image/png"}},
            {"role":"user","content":{"type":"audio","data":"aGk=","mimeType":"audio/wav"}},
            {"role":"user","content":{"type":"resource_link","uri":"test://a","name":"a"}},
            {"role":"user","content":{"type":"resource","resource":
              {"uri":"test://a","mimeType":"text/plain","text":"embedded"}}},
            {"role":"assistant","content":{"type":"text","text":"noted","annotations":
              {"audience":["user"],"priority":0.5,"lastModified":"1970-01-01T00:00:00Z"}}}]"""),
        json(Offers.get(calls, "everything", "{}")).at("/result/messages"));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-11-05, text, text",
    "2025-03-26, audio, text",
    "2025-06-18, audio, resource_link",
    "2025-11-25, audio, resource_link"
  })
  void p05_aTypeThatARevisionDoesNotHaveIsText(String revision, String third, String fourth) {
    JsonNode messages =
        json(calls.post(LEGACY.formatted("everything", ""), "MCP-Protocol-Version", revision))
            .at("/result/messages");
    assertEquals(third, messages.at("/2/content/type").textValue());
    assertEquals(fourth, messages.at("/3/content/type").textValue());
  }

  @Test
  void p06_aPromptAsksAndIsMadeOfTheAnswer() {
    JsonNode asked = json(Offers.get(calls, "asks", "{}")).get("result");
    assertEquals("input_required", asked.get("resultType").textValue());
    assertEquals("elicitation/create", asked.at("/inputRequests/topic/method").textValue());
    assertFalse(asked.has("ttlMs"));
    String answers =
        "\"inputResponses\":{\"topic\":{\"action\":\"accept\",\"content\":{\"topic\":\"tea\"}}},"
            + "\"requestState\":";
    String state = asked.get("requestState").toString();
    Reply made = calls.modern("prompts/get", "asks", answers + state, "{\"elicitation\":{}}");
    assertEquals("tea", text(json(made).get("result")));
    Reply forged =
        calls.modern(
            "prompts/get", "asks", answers + state.replace("v1.", "v1.A"), "{\"elicitation\":{}}");
    assertEquals(-32602, json(forged).at("/error/code").intValue());
  }

  @Test
  void p06_whoCannotBeAskedIsTold() {
    assertEquals(
        -32021, json(calls.modern("prompts/get", "asks", "", "{}")).at("/error/code").intValue());
    JsonNode legacy = json(calls.post(LEGACY.formatted("asks", "")));
    assertEquals(-32602, legacy.at("/error/code").intValue());
    assertTrue(legacy.at("/error/message").textValue().contains("2026-07-28"));
  }

  @Test
  void p06_theStateOfAPromptIsNotThatOfAToolOfItsName() {
    String state = json(Offers.get(calls, "asks", "{}")).at("/result/requestState").toString();
    Reply tool =
        calls.modern("tools/call", "asks", "\"requestState\":" + state, "{\"elicitation\":{}}");
    assertEquals(-32602, json(tool).at("/error/code").intValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"prompts/list", "resources/list", "resources/templates/list", "tools/list"})
  void p06_noListAsks(String method) {
    Reply reply = calls.modern(method, "", "\"inputResponses\":{}", "{\"elicitation\":{}}");
    assertEquals("complete", json(reply).at("/result/resultType").textValue());
  }

  @Test
  void p07_theHeaderRepeatsTheName() {
    Reply reply =
        calls.post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/get\",\"params\":"
                + "{\"name\":\"everything\","
                + Calls.META.formatted("{}")
                + "}}",
            "MCP-Protocol-Version",
            "2026-07-28",
            "Mcp-Method",
            "prompts/get",
            "Mcp-Name",
            "greet");
    assertEquals(-32020, json(reply).at("/error/code").intValue());
    assertEquals(Reply.Kind.REJECTED, reply.kind());
  }

  @Test
  void aPromptIsTestedWithoutAServer() throws Exception {
    assertEquals(
        PromptResult.user("Hello Jo").withDescription("A greeting"),
        Offers.prompts().get(0).get(PromptCall.of(Map.of("who", "Jo"))));
    assertFalse(PromptCall.of(Map.of("who", "hunter2")).toString().contains("hunter2"));
  }

  static JsonNode capabilities(Calls calls) {
    return json(calls.modern("server/discover", "", "", "{}")).at("/result/capabilities");
  }

  static JsonNode initialize(Calls calls, String revision) {
    return json(calls.post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
                + "{\"protocolVersion\":\""
                + revision
                + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}"))
        .at("/result/capabilities");
  }

  private String list(String... headers) {
    return calls.modern("prompts/list", "", "", "{}", headers).text();
  }

  private static List<String> names(String list) {
    var names = new ArrayList<String>();
    json(list).at("/result/prompts").forEach(prompt -> names.add(prompt.get("name").textValue()));
    return names;
  }

  private static String text(JsonNode result) {
    return result.at("/messages/0/content/text").textValue();
  }
}
