package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Objects;
import java.util.Optional;

/**
 * An argument of a prompt, a string.
 *
 * @param title the name that people read
 * @param completion suggests values
 */
public record PromptArgument(
    String name,
    Optional<String> title,
    String description,
    boolean required,
    Optional<Completion> completion) {
  public PromptArgument {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
  }

  /** Returns an argument without which the prompt cannot be made. */
  public static PromptArgument required(String name, String description) {
    return new PromptArgument(name, Optional.empty(), description, true, Optional.empty());
  }

  /** Returns an argument that may be left out. */
  public static PromptArgument optional(String name, String description) {
    return new PromptArgument(name, Optional.empty(), description, false, Optional.empty());
  }

  public PromptArgument withTitle(String newTitle) {
    return new PromptArgument(name, Optional.of(newTitle), description, required, completion);
  }

  /** Returns the same argument with suggestions while it is typed. */
  public PromptArgument withCompletion(Completion newCompletion) {
    return new PromptArgument(name, title, description, required, Optional.of(newCompletion));
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object().put("name", name);
    title.ifPresent(text -> json.put("title", text));
    return json.put("description", description).put("required", required);
  }
}
