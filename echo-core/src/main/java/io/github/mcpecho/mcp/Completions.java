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
final class Completions {
  private static final int MOST_VALUES = 100;

  private final PromptRegistry prompts;
  private final ResourceRegistry resources;
  private final WatchedCalls calls;
  private final UnaryOperator<String> quoting;

  Completions(
      PromptRegistry prompts,
      ResourceRegistry resources,
      WatchedCalls calls,
      UnaryOperator<String> quoting) {
    this.prompts = prompts;
    this.resources = resources;
    this.calls = calls;
    this.quoting = quoting;
  }

  Answer answer(MethodCall call) {
    JsonNode argument = call.params().path("argument");
    String name = string(argument.path("name"), "argument.name");
    String value = string(argument.path("value"), "argument.value");
    JsonNode context = call.params().path("context");
    if (!context.isMissingNode() && !context.isObject()) {
      throw McpErrors.invalidParams("context must be an object");
    }
    var completionCall =
        new CompletionCall(
            value,
            StringArguments.of(context.path("arguments"), "context.arguments"),
            call.context());
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
    return switch (string(ref.path("type"), "ref.type")) {
      case "ref/prompt" -> {
        RegisteredPrompt prompt = prompts.require(ref.path("name"), "ref.name", call.context());
        yield prompt
            .argument(argument)
            .orElseThrow(() -> unknownArgument(argument, prompt.argumentNames()))
            .completion();
      }
      case "ref/resource" -> {
        String uri = string(ref.path("uri"), "ref.uri");
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

  private static String string(JsonNode value, String path) {
    if (!value.isTextual()) {
      throw McpErrors.invalidParams(path + " must be a string");
    }
    return value.textValue();
  }
}
