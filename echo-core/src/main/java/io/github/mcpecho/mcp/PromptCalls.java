package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Answers {@code prompts/get}: find, check, make. */
record PromptCalls(
    Registry<RegisteredPrompt> registry,
    WatchedCalls calls,
    UnaryOperator<String> quoting,
    Redaction redaction) {

  Answer answer(MethodCall call) {
    String name = Params.string(call.params().path("name"), "name");
    RegisteredPrompt prompt = registry.require(name, call.context(), quoting);
    Map<String, String> arguments = Params.strings(call.params().path("arguments"), "arguments");
    requireFitting(prompt, arguments);
    ObjectNode state = Json.object();
    arguments.forEach(state::put);
    var asker = new Asker(call, McpMethod.PROMPTS_GET, prompt.name(), state);
    ClientInput client = asker.input();
    PromptOutcome outcome =
        calls.run(
            McpMethod.PROMPTS_GET,
            prompt.name(),
            call,
            cancellation ->
                prompt
                    .prompt()
                    .get(
                        new PromptCall(
                            arguments, call.context(), client, cancellation, redaction)));
    return outcome instanceof PromptResult result
        ? Answer.complete(result.toJson(call.era().revision(call)))
        : asker.questions((InputRequired) outcome, client);
  }

  private void requireFitting(RegisteredPrompt prompt, Map<String, String> arguments) {
    List<String> names = prompt.argumentNames();
    for (String name : arguments.keySet()) {
      if (!names.contains(name)) {
        throw McpErrors.unknownName(prompt.name() + " has no argument", name, names, quoting);
      }
    }
    for (PromptArgument argument : prompt.descriptor().arguments()) {
      if (argument.required() && !arguments.containsKey(argument.name())) {
        throw McpErrors.invalidParams(prompt.name() + " requires the argument " + argument.name());
      }
    }
  }
}
