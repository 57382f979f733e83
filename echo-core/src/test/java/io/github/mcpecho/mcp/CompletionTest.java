package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code completion/complete}. */
class CompletionTest {
  private static final String GREET = "{\"type\":\"ref/prompt\",\"name\":\"greet\"}";
  private static final String ITEM = "{\"type\":\"ref/resource\",\"uri\":\"test://item/{id}\"}";

  private final Calls calls = Offers.calls();

  @Test
  void k01_completionsAreDeclaredExactlyIfSomethingIsCompleted() {
    assertEquals(json("{}"), PromptsTest.capabilities(calls).get("completions"));
    assertFalse(PromptsTest.capabilities(Calls.ofFakeTools()).has("completions"));
    Calls without = new Calls(Calls.settings().prompt(Offers.prompts().get(1)).build());
    assertFalse(PromptsTest.capabilities(without).has("completions"));
    assertEquals(-32601, code(Offers.complete(without, GREET, "who", "")));
    Calls off = new Calls(Offers.settings().completions(false).build());
    assertFalse(PromptsTest.capabilities(off).has("completions"));
    assertEquals(-32601, code(Offers.complete(off, GREET, "who", "")));
  }

  /** The capability came with 2025-03-26; the method had been there before. */
  @ParameterizedTest
  @CsvSource({"2024-11-05, false", "2025-03-26, true", "2025-06-18, true", "2025-11-25, true"})
  void k01_aRevisionIsToldWhatItKnows(String revision, boolean declared) {
    assertEquals(declared, PromptsTest.initialize(calls, revision).has("completions"));
  }

  @Test
  void k02_anArgumentOfAPromptIsCompleted() {
    assertEquals(
        json("{\"values\":[\"Anna\",\"Hanna\"],\"total\":2,\"hasMore\":false}"),
        completion(Offers.complete(calls, GREET, "who", "an")));
  }

  @Test
  void k02_aVariableOfATemplateIsCompleted() {
    assertEquals(
        json(
            "[\"item-17\",\"item-170\",\"item-171\",\"item-172\",\"item-173\",\"item-174\","
                + "\"item-175\",\"item-176\",\"item-177\",\"item-178\",\"item-179\"]"),
        completion(Offers.complete(calls, ITEM, "id", "item-17")).get("values"));
  }

  @Test
  void k02_otherArgumentsAreContext() {
    Prompt dependent =
        Prompt.of(
            PromptDescriptor.of("dependent", "d")
                .withArgument(
                    PromptArgument.optional("a", "d")
                        .withCompletion(call -> List.of(call.arguments().get("b") + call.value()))),
            call -> PromptResult.user(""));
    Calls server = new Calls(Calls.settings().prompt(dependent).build());
    Reply reply =
        server.post(
            """
            {"jsonrpc":"2.0","id":1,"method":"completion/complete","params":{
            "ref":{"type":"ref/prompt","name":"dependent"},"argument":{"name":"a","value":"x"},
            "context":{"arguments":{"b":"y"}}}}""");
    assertEquals(json("[\"yx\"]"), completion(reply).get("values"));
  }

  @Test
  void k03_atMostAHundredValuesAreSent() {
    JsonNode completion = completion(Offers.complete(calls, ITEM, "id", ""));
    assertEquals(100, completion.get("values").size());
    assertEquals(250, completion.get("total").intValue());
    assertEquals(true, completion.get("hasMore").booleanValue());
  }

  @Test
  void k03_theBestComeFirst() throws Exception {
    assertEquals(
        List.of("Anna", "Hanna"),
        Completion.of(List.of("Hanna", "Bert", "Anna")).complete(CompletionCall.of("AN")));
  }

  @Test
  void k03_nothingIsSuggestedForAnArgumentWithoutCompletion() {
    assertEquals(
        json("{\"values\":[],\"total\":0,\"hasMore\":false}"),
        completion(Offers.complete(calls, GREET, "how", "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"ref/prompt","name":"gret"} | {"name":"who","value":""} | unknown prompt: gret (did you mean greet?)
          {"type":"ref/prompt","name":"secretPrompt"} | {"name":"who","value":""} | unknown prompt: secretPrompt
          {"type":"ref/prompt","name":7} | {"name":"who","value":""} | ref.name must be a string
          {"type":"ref/prompt","name":"greet"} | {"name":"whom","value":""} | there is no argument whom (did you mean who?)
          {"type":"ref/resource","uri":"test://item/{x}"} | {"name":"id","value":""} | unknown resource template: test://item/{x} (did you mean test://item/{id}?)
          {"type":"ref/resource","uri":"test://item/{id}"} | {"name":"x","value":""} | there is no argument x
          {"type":"ref/resource","uri":"test://text"} | {"name":"x","value":""} | there is no argument x
          {"type":"ref/resource"} | {"name":"x","value":""} | ref.uri must be a string
          {"type":"ref/tool","name":"say"} | {"name":"x","value":""} | ref.type must be ref/prompt or ref/resource
          {} | {"name":"x","value":""} | ref.type must be a string
          7 | {"name":"x","value":""} | ref.type must be a string
          {"type":"ref/prompt","name":"greet"} | {"name":"who"} | argument.value must be a string
          {"type":"ref/prompt","name":"greet"} | {"name":"who","value":7} | argument.value must be a string
          {"type":"ref/prompt","name":"greet"} | {"value":""} | argument.name must be a string
          {"type":"ref/prompt","name":"greet"} | [] | argument.name must be a string
          {"type":"ref/prompt","name":"greet"} | {"name":"who","value":""},"context":7 | context must be an object
          {"type":"ref/prompt","name":"greet"} | {"name":"who","value":""},"context":{"arguments":[]} | context.arguments must be an object
          {"type":"ref/prompt","name":"greet"} | {"name":"who","value":""},"context":{"arguments":{"a":1}} | context.arguments must be strings
          """)
  void k04_whatIsUnknownOrMalformedIsInvalid(String ref, String argument, String why) {
    JsonNode answer =
        json(
            calls.modern(
                "completion/complete", "", "\"ref\":" + ref + ",\"argument\":" + argument, "{}"));
    assertEquals(-32602, answer.at("/error/code").intValue(), answer::toString);
    assertEquals("Invalid params: " + why, answer.at("/error/message").textValue());
  }

  @Test
  void k05_whatIsHiddenIsNotSuggestedAndTheCallPrintsNoValue() {
    PromptArgument argument =
        PromptArgument.optional("x", "d").withCompletion(Completion.of(List.of("kept")));
    Calls server =
        new Calls(
            Calls.settings()
                .prompt(Offers.hidden(PromptDescriptor.of("vault", "d").withArgument(argument)))
                .build());
    String ref = "{\"type\":\"ref/prompt\",\"name\":\"vault\"}";
    assertEquals(
        json("[\"kept\"]"),
        completion(Offers.complete(server, ref, "x", "", Offers.KEY, "x")).get("values"));
    Reply hidden = Offers.complete(server, ref, "x", "");
    assertEquals(-32602, code(hidden));
    assertFalse(hidden.text().contains("kept"));
    assertFalse(CompletionCall.of("hunter2").toString().contains("hunter2"));
  }

  private static JsonNode completion(Reply reply) {
    return json(reply).at("/result/completion");
  }

  private static int code(Reply reply) {
    return json(reply).at("/error/code").intValue();
  }
}
