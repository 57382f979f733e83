package io.github.mcpecho.examples.conformance;

import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;

/** A tool whose behaviour fits in one expression. */
record Fixture(ToolDescriptor descriptor, Behaviour behaviour) implements Tool {

  @FunctionalInterface
  interface Behaviour {
    ToolOutcome call(ToolCall call) throws Exception;
  }

  /** Returns a tool that takes no arguments. */
  static Tool of(String name, String description, Behaviour behaviour) {
    return new Fixture(ToolDescriptor.of(name, description), behaviour);
  }

  /** Returns a tool that takes no arguments and always comes to the same outcome. */
  static Tool always(String name, String description, ToolOutcome outcome) {
    return of(name, description, call -> outcome);
  }

  @Override
  public ToolOutcome call(ToolCall call) throws Exception {
    return behaviour.call(call);
  }
}
