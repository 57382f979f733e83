package io.github.mcpecho.testing.junit;

import static io.github.mcpecho.mcp.ProtocolVersion.V2025_11_25;
import static io.github.mcpecho.mcp.ProtocolVersion.V2026_07_28;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.testing.conformance.ClientConformance;
import io.github.mcpecho.testing.conformance.Scenario;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class McpClientUnderTestTest {
  @Test
  void eachScenarioOfTheRevisionIsATest() {
    assertEquals(
        new TreeSet<>(ClientConformance.of(V2026_07_28).scored()),
        new TreeSet<>(SampleRun.of(Idle.class).failures().keySet()));
  }

  @Test
  void aFailureHasTheRule() {
    String failure = SampleRun.of(Idle.class).failure("tools_call").getMessage();

    assertTrue(failure.contains("clients send a `tools/call` request"), failure);
  }

  @Test
  void scenariosAreChosenByNameOrByTheBeginningOfIt() {
    assertEquals(Set.of("initialize"), SampleRun.of(Chosen.class).failures().keySet());
  }

  @Test
  void whatTheClientCannotDoIsSkipped() {
    String skipped = SampleRun.of(Chosen.class).failure("initialize").getMessage();

    assertTrue(skipped.contains("not mine"), skipped);
  }

  @Test
  void aNameThatNoScenarioHasFails() {
    String failure = SampleRun.of(Misspelt.class).failure("scenarios()").getMessage();

    assertTrue(failure.contains("2025-11-25 has no scenario tool_call; there are "), failure);
  }

  @Test
  void whereNoScenarioIsLeftTheTestFails() {
    String failure = SampleRun.of(Nothing.class).failure("scenarios()").getMessage();

    assertTrue(failure.contains("No scenario of 2025-11-25 is left without init*"), failure);
  }

  @Test
  void theAnnotationIsAskedFor() {
    String failure = SampleRun.of(Forgotten.class).failure("scenarios()").getMessage();

    assertTrue(failure.contains("@McpClientConformance is missing"), failure);
  }

  @McpClientConformance(revision = V2026_07_28)
  static class Idle implements McpClientUnderTest {
    @Override
    public void run(Scenario scenario) {}
  }

  @McpClientConformance(revision = V2025_11_25, only = "initialize", except = "init*")
  static class Nothing implements McpClientUnderTest {
    @Override
    public void run(Scenario scenario) {}
  }

  @McpClientConformance(
      revision = V2025_11_25,
      only = {"init*", "tools_call"},
      except = "tools_call")
  static class Chosen implements McpClientUnderTest {
    @Override
    public void run(Scenario scenario) {
      Assumptions.abort("not mine");
    }
  }

  @McpClientConformance(
      revision = V2025_11_25,
      only = {"initialize", "tool_call"})
  static class Misspelt implements McpClientUnderTest {
    @Override
    public void run(Scenario scenario) {}
  }

  static class Forgotten implements McpClientUnderTest {
    @Override
    public void run(Scenario scenario) {}
  }
}
