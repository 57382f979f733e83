package io.github.mcpecho.examples.conformance;

import io.github.mcpecho.mcp.ClientInput;
import io.github.mcpecho.mcp.InputRequest;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import java.util.List;

/** Tools that need an answer of the user, the model or the client before they can go on. */
final class InputFixtures {
  private static final Question NAME =
      new Question("user_name", Question.form("What is your name?", "name", "string"));
  private static final Question CONFIRM =
      new Question("confirm", Question.form("Please confirm", "ok", "boolean"));
  private static final Question CAPITAL =
      new Question(
          "capital_question", InputRequest.sampling("What is the capital of France?", 100));
  private static final Question GREETING =
      new Question("greeting", InputRequest.sampling("Generate a greeting", 50));
  private static final Question STEP_1 =
      new Question("step1", Question.form("Step 1: What is your name?", "name", "string"));
  private static final Question STEP_2 =
      new Question(
          "step2", Question.form("Step 2: What is your favorite color?", "color", "string"));
  private static final Question ROOTS = new Question("client_roots", InputRequest.roots());

  private InputFixtures() {}

  static List<Tool> all() {
    return List.of(
        Fixture.of(
            "test_input_required_result_elicitation", "Asks for a name", InputFixtures::greet),
        Fixture.of("test_streaming_elicitation", "Asks for a name", InputFixtures::greet),
        rounds("sampling", "Asks the model", "The model has answered.", List.of(List.of(CAPITAL))),
        rounds("list_roots", "Asks for the roots", "The roots have come.", List.of(List.of(ROOTS))),
        rounds("request_state", "Remembers that it asked", "state-ok", List.of(List.of(CONFIRM))),
        rounds("tampered_state", "Remembers that it asked", "state-ok", List.of(List.of(CONFIRM))),
        rounds(
            "multiple_inputs",
            "Asks three questions at once",
            "All have answered.",
            List.of(List.of(NAME, GREETING, ROOTS))),
        rounds(
            "multi_round",
            "Asks two questions, one after the other",
            "Both have been answered.",
            List.of(List.of(STEP_1), List.of(STEP_2))),
        Fixture.of(
            "test_input_required_result_capabilities",
            "Asks only what the client can answer",
            InputFixtures::askWhatTheClientCan));
  }

  private static Tool rounds(
      String name, String description, String conclusion, List<List<Question>> rounds) {
    return Fixture.of(
        "test_input_required_result_" + name,
        description,
        new RoundsOfQuestions(rounds, conclusion));
  }

  private static ToolOutcome greet(ToolCall call) {
    ClientInput client = call.client();
    if (!NAME.isAnswered(client)) {
      return Question.ask(List.of(NAME));
    }
    return ToolResult.text(
        client
            .acceptedForm(NAME.key())
            .map(form -> "Hello, " + form.path("name").asText() + "!")
            .orElse("Hello, whoever you are!"));
  }

  private static ToolOutcome askWhatTheClientCan(ToolCall call) {
    ClientInput client = call.client();
    List<Question> questions =
        List.of(NAME, GREETING, ROOTS).stream()
            .filter(question -> client.can(question.request().kind()))
            .toList();
    return questions.stream().allMatch(question -> question.isAnswered(client))
        ? ToolResult.text("All that could be asked has been answered.")
        : Question.ask(questions);
  }
}
