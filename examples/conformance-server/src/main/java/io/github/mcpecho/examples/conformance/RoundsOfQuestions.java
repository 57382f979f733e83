package io.github.mcpecho.examples.conformance;

import io.github.mcpecho.mcp.ClientInput;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import java.util.List;

/**
 * Asks one round of questions after the other. The state that travels with the questions is the
 * number of the round, from 1: nothing is kept here between two calls.
 */
record RoundsOfQuestions(List<List<Question>> rounds, String conclusion)
    implements Fixture.Behaviour {

  @Override
  public ToolOutcome call(ToolCall call) {
    ClientInput client = call.client();
    int asked = client.state().map(Integer::parseInt).orElse(0);
    int next = asked == 0 || isAnswered(asked, client) ? asked + 1 : asked;
    return next > rounds.size()
        ? ToolResult.text(conclusion)
        : Question.ask(rounds.get(next - 1)).withState(String.valueOf(next));
  }

  private boolean isAnswered(int round, ClientInput client) {
    return rounds.get(round - 1).stream().allMatch(question -> question.isAnswered(client));
  }
}
