package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
  void unknownMethodIsNotFound(String method) {
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
          {"text":"x","lout":true} | Invalid arguments for say: Argument lout is unknown.
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
        "Invalid arguments for say: Argument x0 is unknown.",
        json(reply).at("/result/content/0/text").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"throws", "overflows"})
  void t10_failureInsideAToolShowsNoDetail(String tool) {
    Reply reply = calls.modernTool(tool, "{}");
    assertTrue(json(reply).at("/result/isError").booleanValue());
    assertEquals(
        tool + " failed unexpectedly; the server log has the details.",
        json(reply).at("/result/content/0/text").textValue());
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
  void uncheckedOutputIsSentAsItIs() {
    var trusting = new Calls(Calls.settings().uncheckedOutput(Set.of("mistyped")).build());
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

  @Test
  void p01_cursorIsRefused() {
    assertAnsweredError(-32602, calls.modern("tools/list", "", "\"cursor\":\"\"", "{}"));
  }

  @Test
  void l02_subscriptionIsAcknowledgedAsEmptyAndEnds() {
    Reply reply =
        calls.modern(
            "subscriptions/listen",
            "",
            "\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"a:b\"]}",
            "{}");
    assertEquals(
        List.of(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
                + "\"params\":{\"notifications\":{},\"_meta\":"
                + "{\"io.modelcontextprotocol/subscriptionId\":1}}}"),
        calls.outbound.sent);
    assertEquals(
        1, json(reply).at("/result/_meta/io.modelcontextprotocol~1subscriptionId").intValue());
    assertEquals("complete", json(reply).at("/result/resultType").textValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"notifications\":null",
        "\"notifications\":[]",
        "\"notifications\":{\"toolsListChanged\":1}",
        "\"notifications\":{\"resourceSubscriptions\":\"a:b\"}",
        "\"notifications\":{\"resourceSubscriptions\":[1]}"
      })
  void l05_malformedFilterIsInvalid(String params) {
    assertAnsweredError(-32602, calls.modern("subscriptions/listen", "", params, "{}"));
  }

  @Test
  void i01_toolMayAskAndContinueWithTheAnswer() {
    JsonNode first =
        json(calls.modern("tools/call", "asks", "", "{\"elicitation\":{}}")).get("result");
    assertEquals("input_required", first.get("resultType").textValue());
    assertEquals("elicitation/create", first.at("/inputRequests/who/method").textValue());
    assertFalse(first.has("requestState"));
    assertFalse(first.has("ttlMs"), "C-04: no hints on input_required");
    JsonNode second =
        json(
            calls.modern(
                "tools/call",
                "asks",
                "\"inputResponses\":{\"who\":{\"action\":\"accept\",\"content\":"
                    + "{\"name\":\"Ann\"}},\"other\":{}}",
                "{\"elicitation\":{\"form\":{}}}"));
    assertEquals("Hello, Ann", second.at("/result/content/0/text").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"elicitation\":{\"url\":{}}}", "{\"sampling\":{}}"})
  void i03_questionThatTheClientCannotAnswerIsNotAsked(String capabilities) {
    Reply reply = calls.modern("tools/call", "asks", "", capabilities);
    assertEquals(Reply.Kind.REJECTED, reply.kind());
    assertEquals(
        json("{\"requiredCapabilities\":{\"elicitation\":{}}}"), json(reply).at("/error/data"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"who\":{\"action\":\"decline\"}}",
        "{\"who\":{\"action\":\"cancel\"}}",
        "{\"who\":{\"action\":\"accept\"}}",
        "{\"who\":12345}",
        "{\"wrong\":{}}",
        "{}"
      })
  void i05_missingOrUnusableAnswerIsAskedForAgain(String responses) {
    Reply reply =
        calls.modern(
            "tools/call", "asks", "\"inputResponses\":" + responses, "{\"elicitation\":{}}");
    assertEquals("input_required", json(reply).at("/result/resultType").textValue());
  }

  @Test
  void i05_responsesThatAreNoObjectAreInvalid() {
    assertAnsweredError(
        -32602,
        calls.modern("tools/call", "asks", "\"inputResponses\":null", "{\"elicitation\":{}}"));
  }

  @Test
  void i04_stateComesBackToTheToolUnchanged() {
    String state = askedState();
    Reply reply = continueWith("asksTwice", state);
    assertEquals("state: round one", json(reply).at("/result/content/0/text").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-TAMPERED", "x", "."})
  void i04_tamperedStateIsInvalid(String suffix) {
    assertAnsweredError(-32602, continueWith("asksTwice", askedState() + suffix));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v1", "v1.", "v1..", "v2.a.b", "......", "v1.e30.AAAA", "ü"})
  void i04_stateThatWasNeverIssuedIsInvalid(String state) {
    assertAnsweredError(-32602, continueWith("asksTwice", state));
  }

  @Test
  void i04_stateOfAnotherToolIsInvalid() {
    assertAnsweredError(-32602, continueWith("asks", askedState()));
  }

  private String askedState() {
    return json(calls.modern("tools/call", "asksTwice", "", "{\"roots\":{}}"))
        .at("/result/requestState")
        .textValue();
  }

  private Reply continueWith(String tool, String state) {
    return calls.modern("tools/call", tool, "\"requestState\":\"" + state + "\"", "{\"roots\":{}}");
  }

  private static void assertAnsweredError(int code, Reply reply) {
    assertEquals(code, json(reply).at("/error/code").intValue(), reply::text);
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
    assertEquals(1, json(reply).get("id").intValue());
  }
}
