package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code prompts/list} says about a prompt. Immutable; start with {@link #of}.
 *
 * @param name 1 to 128 characters of {@code A-Za-z0-9_-.}
 * @param title the name that people read
 * @param meta the prompt's own {@code _meta}, empty if none
 */
public record PromptDescriptor(
    String name,
    Optional<String> title,
    String description,
    List<PromptArgument> arguments,
    List<Icon> icons,
    ObjectNode meta) {
  public PromptDescriptor {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    arguments = List.copyOf(arguments);
    icons = List.copyOf(icons);
  }

  /** Returns the descriptor of a prompt that takes no arguments. */
  public static PromptDescriptor of(String name, String description) {
    return new PromptDescriptor(
        name, Optional.empty(), description, List.of(), List.of(), Json.object());
  }

  public PromptDescriptor withTitle(String newTitle) {
    return new PromptDescriptor(name, Optional.of(newTitle), description, arguments, icons, meta);
  }

  /** Adds an argument after those before. */
  public PromptDescriptor withArgument(PromptArgument argument) {
    return new PromptDescriptor(
        name,
        title,
        description,
        Stream.concat(arguments.stream(), Stream.of(argument)).toList(),
        icons,
        meta);
  }

  public PromptDescriptor withIcons(List<Icon> newIcons) {
    return new PromptDescriptor(name, title, description, arguments, newIcons, meta);
  }

  public PromptDescriptor withMeta(ObjectNode newMeta) {
    return new PromptDescriptor(name, title, description, arguments, icons, newMeta);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object().put("name", name);
    title.ifPresent(text -> json.put("title", text));
    json.put("description", description);
    if (!arguments.isEmpty()) {
      ArrayNode list = json.putArray("arguments");
      arguments.forEach(argument -> list.add(argument.toJson()));
    }
    if (!icons.isEmpty()) {
      json.set("icons", Icon.toJson(icons));
    }
    if (!meta.isEmpty()) {
      json.set("_meta", meta);
    }
    return json;
  }
}
