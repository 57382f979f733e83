package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.protocol.McpMethod;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Answers {@code completion/complete}. */
record Completions(
    Registry<RegisteredPrompt> prompts,
    ResourceRegistry resources,
    WatchedCalls calls,
    UnaryOperator<String> quoting) {
  private static final int MOST_VALUES = 100;

  Answer answer(MethodCall call) {
    JsonNode argument = call.params().path("argument");
    String name = Params.string(argument.path("name"), "argument.name");
    String value = Params.string(argument.path("value"), "argument.value");
    JsonNode context = call.params().path("context");
    if (!context.isMissingNode() && !context.isObject()) {
      throw McpErrors.invalidParams("context must be an object");
    }
    var completionCall =
        new CompletionCall(
            value, Params.strings(context.path("arguments"), "context.arguments"), call.context());
    Optional<Completion> completion = completion(call, name);
    List<String> values =
        completion.isEmpty()
            ? List.of()
            : calls.run(
                McpMethod.COMPLETION_COMPLETE,
                name,
                call,
                cancellation -> List.copyOf(completion.get().complete(completionCall)));
    return Answer.complete(result(values));
  }

  /** Nothing is suggested for an argument that exists, but has no completion. */
  private Optional<Completion> completion(MethodCall call, String argument) {
    JsonNode ref = call.params().path("ref");
    return switch (Params.string(ref.path("type"), "ref.type")) {
      case "ref/prompt" -> {
        String name = Params.string(ref.path("name"), "ref.name");
        RegisteredPrompt prompt = prompts.require(name, call.context(), quoting);
        yield prompt
            .argument(argument)
            .orElseThrow(() -> unknownArgument(argument, prompt.argumentNames()))
            .completion();
      }
      case "ref/resource" -> {
        String uri = Params.string(ref.path("uri"), "ref.uri");
        RegisteredResource resource =
            resources
                .registered(uri, call.context())
                .orElseThrow(
                    () ->
                        McpErrors.unknownName(
                            "unknown resource template:",
                            uri,
                            resources.offered(call.context()),
                            quoting));
        if (!resource.variables().contains(argument)) {
          throw unknownArgument(argument, resource.variables());
        }
        yield Optional.ofNullable(resource.descriptor().completions().get(argument));
      }
      default -> throw McpErrors.invalidParams("ref.type must be ref/prompt or ref/resource");
    };
  }

  private static ObjectNode result(List<String> values) {
    ObjectNode result = Json.object();
    ObjectNode completion = result.putObject("completion");
    ArrayNode list = completion.putArray("values");
    values.stream().limit(MOST_VALUES).forEach(list::add);
    completion.put("total", values.size());
    completion.put("hasMore", values.size() > MOST_VALUES);
    return result;
  }

  private JsonRpcException unknownArgument(String name, List<String> known) {
    return McpErrors.unknownName("there is no argument", name, known, quoting);
  }
}
