package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A prompt whose descriptor has been checked. */
record RegisteredPrompt(Prompt prompt, PromptDescriptor descriptor, Visibility visibility)
    implements Registered {
  /**
   * @param customNames that are meant as they are
   * @throws IllegalArgumentException if clients could not use it; the message names it
   */
  static RegisteredPrompt of(Prompt prompt, Set<String> customNames) {
    PromptDescriptor descriptor = prompt.descriptor();
    try {
      Registered.requireUsable(descriptor.name(), descriptor.description(), customNames);
      Set<String> names = new HashSet<>();
      for (PromptArgument argument : descriptor.arguments()) {
        if (argument.name().isBlank()) {
          throw new IllegalArgumentException("an argument has no name");
        }
        if (!names.add(argument.name())) {
          throw new IllegalArgumentException("it has the argument " + argument.name() + " twice");
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Prompt " + descriptor.name() + " cannot be registered: " + e.getMessage(), e);
    }
    return new RegisteredPrompt(prompt, descriptor, Visibility.of(prompt));
  }

  @Override
  public String name() {
    return descriptor.name();
  }

  @Override
  public ObjectNode toJson() {
    return descriptor.toJson();
  }

  boolean hasCompletions() {
    return descriptor.arguments().stream().anyMatch(argument -> argument.completion().isPresent());
  }

  Optional<PromptArgument> argument(String name) {
    return descriptor.arguments().stream()
        .filter(argument -> argument.name().equals(name))
        .findFirst();
  }

  List<String> argumentNames() {
    return descriptor.arguments().stream().map(PromptArgument::name).toList();
  }
}
