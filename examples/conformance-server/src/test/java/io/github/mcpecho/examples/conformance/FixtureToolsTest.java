package io.github.mcpecho.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.mcp.ClientInput;
import io.github.mcpecho.mcp.InputRequired;
import io.github.mcpecho.mcp.Progress;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixtureToolsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GREETER = "test_input_required_result_elicitation";
  private static final String ROUNDS = "test_input_required_result_multi_round";
  private static final String CAPABILITIES = "test_input_required_result_capabilities";

  @Test
  void progressIsReportedInThreeSteps() throws Exception {
    var reported = new ArrayList<String>();
    Progress progress = (done, total, message) -> reported.add(done + " of " + total);

    call("test_tool_with_progress", ClientInput.none(), progress);

    assertEquals(List.of("0.0 of 100.0", "50.0 of 100.0", "100.0 of 100.0"), reported);
  }

  @Test
  void anAnswerIsUsed() throws Exception {
    assertEquals(
        ToolResult.text("Hello, Alice!"),
        call(GREETER, answers("{'user_name':{'action':'accept','content':{'name':'Alice'}}}")));
  }

  @Test
  void i06_aUserMayDecline() throws Exception {
    assertEquals(
        ToolResult.text("Hello, whoever you are!"),
        call(GREETER, answers("{'user_name':{'action':'decline'}}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'user_name':12345}",
        "{'wrong_key':{'action':'accept','content':{'name':'Alice'}}}",
        "{'user_name':{'action':'accept'}}",
        "{'user_name':{'action':'accept','content':{'name':null}}}"
      })
  void anAnswerThatCannotBeUsedIsAskedForAgain(String responses) throws Exception {
    var outcome = assertInstanceOf(InputRequired.class, call(GREETER, answers(responses)));

    assertEquals(List.of("user_name"), List.copyOf(outcome.requests().keySet()));
  }

  @Test
  void eachRoundOfQuestionsHasAStateOfItsOwn() throws Exception {
    var first = assertInstanceOf(InputRequired.class, call(ROUNDS, ClientInput.none()));
    var second =
        assertInstanceOf(
            InputRequired.class,
            call(
                ROUNDS,
                answers("{'step1':{'action':'accept','content':{'name':'Alice'}}}", first)));

    assertEquals("step2", second.requests().keySet().iterator().next());
    assertEquals(
        ToolResult.text("Both have been answered."),
        call(ROUNDS, answers("{'step2':{'action':'accept','content':{'color':'blue'}}}", second)));
  }

  @Test
  void aRoundWithoutItsAnswerIsRepeated() throws Exception {
    var first = assertInstanceOf(InputRequired.class, call(ROUNDS, ClientInput.none()));

    assertEquals(first, call(ROUNDS, answers("{}", first)));
  }

  @Test
  void onlyWhatTheClientCanAnswerIsAsked() throws Exception {
    var client =
        new ClientInput(object("{'sampling':{}}"), JSON.createObjectNode(), Optional.empty());

    var outcome = assertInstanceOf(InputRequired.class, call(CAPABILITIES, client));

    assertEquals(List.of("greeting"), List.copyOf(outcome.requests().keySet()));
  }

  private static ToolOutcome call(String name, ClientInput client) throws Exception {
    return call(name, client, Progress.SILENT);
  }

  private static ToolOutcome call(String name, ClientInput client, Progress progress)
      throws Exception {
    Tool tool =
        FixtureTools.all().stream()
            .filter(candidate -> candidate.descriptor().name().equals(name))
            .findFirst()
            .orElseThrow();
    return tool.call(ToolCall.of("{}").withClient(client).withProgress(progress));
  }

  private static ClientInput answers(String responses) {
    return new ClientInput(JSON.createObjectNode(), object(responses), Optional.empty());
  }

  private static ClientInput answers(String responses, InputRequired question) {
    return new ClientInput(JSON.createObjectNode(), object(responses), question.state());
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
