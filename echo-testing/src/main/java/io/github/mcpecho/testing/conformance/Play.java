package io.github.mcpecho.testing.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import io.github.mcpecho.testing.RecordedCall;
import java.util.List;

/**
 * What a scenario is beside its {@link ScenarioFile}: how the server behaves, and what is made of
 * what it saw. Of one run.
 */
@FunctionalInterface
interface Play {
  /** Gives the server setups; they stand above the answers of the file. */
  default void prepare(McpEchoServerBuilder builder) {}

  /**
   * Gives the server that has started rules, and puts what the client has to know into the context.
   */
  default void begin(McpEchoServer server, ObjectNode context) {}

  /** Judges the client, once it has ended, by its calls in the order in which they came. */
  void judge(List<RecordedCall> calls, Checks checks);
}
