package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.CallContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The prompts by name, in the order they are listed. Immutable. */
final class PromptRegistry {
  private final Map<String, RegisteredPrompt> prompts = new LinkedHashMap<>();
  private final UnaryOperator<String> redaction;

  /**
   * Registers prompts.
   *
   * @throws IllegalArgumentException if two have the same name or one cannot be used by clients
   */
  PromptRegistry(List<Prompt> prompts, UnaryOperator<String> redaction) {
    this.redaction = redaction;
    for (Prompt prompt : prompts) {
      RegisteredPrompt registered = RegisteredPrompt.of(prompt);
      if (this.prompts.put(registered.name(), registered) != null) {
        throw new IllegalArgumentException("Two prompts are called " + registered.name());
      }
    }
  }

  /**
   * Returns the prompt of this name.
   *
   * @param path what the name is called in an error
   * @throws io.github.mcpecho.internal.jsonrpc.JsonRpcException with -32602 if it is no string, or
   *     there is no such prompt for this caller
   */
  RegisteredPrompt require(JsonNode name, String path, CallContext caller) {
    if (!name.isTextual()) {
      throw McpErrors.invalidParams(path + " must be a string");
    }
    RegisteredPrompt prompt = prompts.get(name.textValue());
    if (prompt == null || !prompt.visibility().isFor(caller)) {
      List<String> known =
          prompts.values().stream()
              .filter(one -> one.visibility().isFor(caller))
              .map(RegisteredPrompt::name)
              .toList();
      throw McpErrors.unknownName("unknown prompt:", name.textValue(), known, redaction);
    }
    return prompt;
  }

  boolean isEmpty() {
    return prompts.isEmpty();
  }

  boolean hasCompletions() {
    return prompts.values().stream()
        .flatMap(prompt -> prompt.descriptor().arguments().stream())
        .anyMatch(argument -> argument.completion().isPresent());
  }

  /** Returns the descriptors for {@code prompts/list}. */
  List<PagedList.Item> items() {
    return prompts.values().stream()
        .map(
            prompt ->
                new PagedList.Item(
                    prompt.name(), prompt.descriptor().toJson(), prompt.visibility()))
        .toList();
  }
}
