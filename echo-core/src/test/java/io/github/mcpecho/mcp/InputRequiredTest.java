package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that ask the client before they go on. */
class InputRequiredTest {
  private final Calls calls = Calls.ofFakeTools();

  @ParameterizedTest
  @ValueSource(strings = {"prompts/get", "resources/read"})
  void i01_nothingButACallOfAToolAsks(String method) {
    String params = "\"name\":\"asks\",\"uri\":\"asks\"";
    Reply reply = calls.modern(method, "", params, "{\"elicitation\":{}}", "Mcp-Name", "asks");
    assertEquals(-32601, json(reply).at("/error/code").intValue(), reply::text);
  }

  @Test
  void i01_toolMayAskAndContinueWithTheAnswer() {
    JsonNode first =
        json(calls.modern("tools/call", "asks", "", "{\"elicitation\":{}}")).get("result");
    assertEquals("input_required", first.get("resultType").textValue());
    assertEquals("elicitation/create", first.at("/inputRequests/who/method").textValue());
    assertFalse(first.has("requestState"));
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

  @Test
  void i02_aQuestionOrAStateIsAskedFor() {
    assertThrows(
        IllegalArgumentException.class, () -> new InputRequired(Map.of(), Optional.empty()));
    Tool waits =
        FakeTools.named("waits", call -> new InputRequired(Map.of(), Optional.of("only a state")));
    JsonNode result =
        json(new Calls(McpServer.builder(Calls.INFO, List.of(waits)).build())
                .modernTool("waits", "{}"))
            .get("result");
    assertTrue(result.get("requestState").isTextual(), result::toString);
    assertFalse(result.has("inputRequests"));
  }

  @Test
  void c04_aQuestionHasNoCachingHints() {
    JsonNode result =
        json(calls.modern("tools/call", "asks", "", "{\"elicitation\":{}}")).get("result");
    assertFalse(result.has("ttlMs"), result::toString);
    assertFalse(result.has("cacheScope"), result::toString);
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

  @Test
  void i04_anExpiredStateIsInvalid() {
    var later =
        new Calls(
            Calls.settings()
                .clock(Clock.fixed(Calls.NOW.plusSeconds(601), ZoneOffset.UTC))
                .build());
    assertAnsweredError(-32602, continueWith(later, "asksTwice", askedState()));
  }

  @Test
  void i04_everyCharacterOfAStateCounts() {
    String state = askedState();
    for (int i = 0; i < state.length(); i++) {
      char other = state.charAt(i) == 'A' ? 'B' : 'A';
      assertAnsweredError(
          -32602,
          continueWith("asksTwice", state.substring(0, i) + other + state.substring(i + 1)));
    }
  }

  private String askedState() {
    return json(calls.modern("tools/call", "asksTwice", "", "{\"roots\":{}}"))
        .at("/result/requestState")
        .textValue();
  }

  private Reply continueWith(String tool, String state) {
    return continueWith(calls, tool, state);
  }

  private static Reply continueWith(Calls server, String tool, String state) {
    return server.modern(
        "tools/call", tool, "\"requestState\":\"" + state + "\"", "{\"roots\":{}}");
  }

  private static void assertAnsweredError(int code, Reply reply) {
    assertEquals(code, json(reply).at("/error/code").intValue(), reply::text);
    assertEquals(Reply.Kind.ANSWERED, reply.kind());
    assertEquals(1, json(reply).get("id").intValue());
  }
}
