package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModernEraTest {
  private static final String SERVER_INFO =
      "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
          + "{\"name\":\"test\",\"title\":\"Test\",\"version\":\"1.2.3\"}}";

  private final Calls calls = Calls.ofFakeTools();

  @Test
  void m07_callResultNamesItsTypeAndTheServer() {
    assertEquals(
        json(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\","
                + "\"text\":\"hi\"}],\"resultType\":\"complete\","
                + SERVER_INFO
                + "}}"),
        json(calls.modernTool("say", "{\"text\":\"hi\"}")));
  }

  @Test
  void m07_aToolsOwnMetaIsKept() {
    JsonNode meta = json(calls.modernTool("annotates", "{}")).at("/result/_meta");
    assertTrue(meta.get("example.org/own").booleanValue());
    assertTrue(meta.has("io.modelcontextprotocol/serverInfo"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "initialize",
        "ping",
        "logging/setLevel",
        "resources/list",
        "prompts/list",
        "completion/complete",
        "notifications/initialized",
        "TOOLS/LIST",
        ""
      })
  void status07_unknownMethodIsNotFound(String method) {
    Reply reply = calls.modern(method, "", "", "{}");
    assertEquals(Reply.Kind.UNKNOWN_METHOD, reply.kind());
    assertEquals(-32601, json(reply).at("/error/code").intValue());
    assertEquals(1, json(reply).get("id").intValue());
  }

  @Test
  void t08_unknownToolAndMalformedParamsAreAnswered() {
    assertAnsweredError(-32602, calls.modernTool("nope", "{}"));
    assertAnsweredError(-32602, calls.modernTool("say", "[]"));
    assertAnsweredError(-32602, calls.modernTool("say", "null"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} | Invalid arguments for say: Argument text is missing.
          {"text":7} | Invalid arguments for say: Argument text is an integer, expected a string.
          {"text":null} | Invalid arguments for say: Argument text is null, expected a string.
          {"text":["x"]} | Invalid arguments for say: Argument text is an array, expected a string.
          {"text":"x","loud":"true"} | Invalid arguments for say: Argument loud is a string, expected a boolean.
          {"text":"x","lout":true} | Invalid arguments for say: Argument lout is unknown (did you mean loud?); known: text, loud.
          """)
  void t09_badArgumentsAreAFailedResultThatNamesThem(String arguments, String text) {
    Reply reply = calls.modernTool("say", arguments);
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
    assertTrue(reply.isError());
    assertTrue(json(reply).at("/result/isError").booleanValue());
    assertEquals(text, json(reply).at("/result/content/0/text").textValue());
  }

  @Test
  void t09_ofManyProblemsInALargeValueTheFirstIsNamed() {
    String extra =
        IntStream.range(0, 2_000).mapToObj(i -> "\"x" + i + "\":1").collect(joining(","));
    Reply reply = calls.modernTool("say", "{\"text\":\"x\"," + extra + "}");
    assertEquals(
        "Invalid arguments for say: Argument x0 is unknown; known: text, loud.",
        json(reply).at("/result/content/0/text").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"throws", "overflows", "forgets"})
  void t10_failureInsideAToolShowsNoDetail(String tool) {
    JsonNode modern = json(calls.modernTool(tool, "{}"));
    for (JsonNode answer : List.of(modern, calls.legacyTool(tool, "{}"))) {
      assertTrue(answer.at("/result/isError").booleanValue());
      assertEquals(
          tool + " failed unexpectedly; the server log has the details.",
          answer.at("/result/content/0/text").textValue());
    }
  }

  @Test
  void t12_resultThatBreaksItsOutputSchemaIsAServerError() {
    assertAnsweredError(-32603, calls.modernTool("mistyped", "{}"));
    assertEquals(
        1, json(calls.modernTool("typed", "{}")).at("/result/structuredContent/n").intValue());
    assertEquals(
        7, json(calls.modernTool("number", "{}")).at("/result/structuredContent").intValue());
  }

  @Test
  void resultOfATrustedToolIsSentAsItIs() {
    var trusting = new Calls(Calls.settings().trustedTools(Set.of("mistyped")).build());
    assertTrue(
        json(trusting.modernTool("mistyped", "{}")).at("/result/structuredContent").isObject());
    assertAnsweredError(-32603, calls.modernTool("mistyped", "{}"));
  }

  @Test
  void m05_missingCapabilityIsRejectedAndNamed() {
    Reply reply = calls.modernTool("sampler", "{}");
    assertEquals(Reply.Kind.REJECTED, reply.kind());
    assertEquals(-32021, json(reply).at("/error/code").intValue());
    assertEquals(
        json("{\"requiredCapabilities\":{\"sampling\":{}}}"), json(reply).at("/error/data"));
    assertEquals(
        Reply.Kind.ANSWERED, calls.modern("tools/call", "sampler", "", "{\"sampling\":{}}").kind());
  }

  @Test
  void s02_progressGrowsAndCarriesTheTokenAsItCame() {
    calls.modern("tools/call", "works", "", "{},\"progressToken\":12345678901234567890");
    assertEquals(
        List.of(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
                + "{\"progressToken\":12345678901234567890,\"progress\":0,\"total\":2,"
                + "\"message\":\"started\"}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
                + "{\"progressToken\":12345678901234567890,\"progress\":2,\"total\":2}}"),
        calls.outbound.sent);
  }

  @Test
  void s02_withoutTokenThereIsNoProgress() {
    calls.modernTool("works", "{}");
    assertEquals(List.of(), calls.outbound.sent);
  }

  @Test
  void s02_clientThatTakesNoStreamGetsNoProgress() {
    calls.outbound.canStream = false;
    calls.modern("tools/call", "works", "", "{},\"progressToken\":1");
    assertEquals(List.of(), calls.outbound.sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1.5", "true", "{}", "[]"})
  void m09_progressTokenIsAStringOrAnInteger(String token) {
    assertAnsweredError(
        -32602, calls.modern("tools/call", "works", "", "{},\"progressToken\":" + token));
  }

  private static void assertAnsweredError(int code, Reply reply) {
    assertEquals(code, json(reply).at("/error/code").intValue(), reply::text);
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
    assertEquals(1, json(reply).get("id").intValue());
  }
}
