package io.github.mcpecho.testing.conformance;

import static io.github.mcpecho.mcp.ProtocolVersion.V2025_06_18;
import static io.github.mcpecho.mcp.ProtocolVersion.V2025_11_25;
import static io.github.mcpecho.mcp.ProtocolVersion.V2026_07_28;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.testing.conformance.Check.Status;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClientConformanceTest {
  private static final ClientConformance LEGACY = ClientConformance.of(V2025_11_25);
  private static final ClientConformance MODERN = ClientConformance.of(V2026_07_28);

  @Test
  void aClientIsToldWhatToDoAndWhere() {
    LEGACY
        .run(
            "tools_call",
            scenario -> {
              assertEquals("tools_call", scenario.name());
              assertEquals(V2025_11_25, scenario.revision());
              assertTrue(scenario.task().contains("add_numbers"), scenario.task());
              assertTrue(scenario.context().isEmpty());
            })
        .failure()
        .ifPresent(
            why -> {
              throw new AssertionError(why);
            });
  }

  @Test
  void whatNobodyShowedIsAFailureWithItsRule() {
    Verdict verdict = MODERN.run("tools_call", scenario -> {});

    assertFalse(verdict.passed());
    AssertionError error = assertThrows(AssertionError.class, verdict::assertPassed);
    assertEquals(
        """
        tools_call failed
          FAILURE tool-add-numbers (ToolAddNumbers): nothing that the client did shows it
            "To invoke a tool, clients send a `tools/call` request" (MCP 2026-07-28, server/tools: Calling Tools)
          FAILURE wire-schema-valid (WireSchemaValid): nothing that the client did shows it
            "All messages between MCP clients and servers MUST follow the JSON-RPC 2.0 specification." (MCP 2026-07-28, basic: Messages)
        Nothing arrived.""",
        error.getMessage());
  }

  @Test
  void aClientThatDoesNothingPassesNothing() {
    for (ClientConformance suite : List.of(LEGACY, MODERN)) {
      assertEquals(
          List.of(),
          Stream.concat(suite.scored().stream(), suite.unscored().stream())
              .map(name -> suite.run(name, scenario -> {}))
              .filter(Verdict::passed)
              .map(Verdict::scenario)
              .toList());
    }
  }

  @Test
  void aClientThatFailsDoesNotPass() {
    var why = new IllegalStateException("no idea");

    Verdict verdict =
        LEGACY.run(
            "tools_call",
            scenario -> {
              new HandMadeClient(scenario).connect().call("add_numbers", "{\"a\":1,\"b\":2}");
              throw why;
            });

    assertEquals(2, verdict.count(Status.SUCCESS));
    assertFalse(verdict.passed());
    assertEquals(why, assertThrows(AssertionError.class, verdict::assertPassed).getCause());
  }

  @Test
  void aClientThatHangsIsInterruptedAndToldWhere() {
    Verdict verdict =
        LEGACY.waiting(Duration.ofMillis(50)).run("initialize", scenario -> Thread.sleep(60_000));

    assertEquals("It did not end within 0 seconds", verdict.failure().orElseThrow().getMessage());
    assertEquals("sleep", verdict.failure().get().getStackTrace()[0].getMethodName());
  }

  @Test
  void whatTheRevisionDoesNotHaveIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ClientConformance.of(V2025_06_18));
    assertThrows(IllegalArgumentException.class, () -> MODERN.run("initialize", scenario -> {}));
    assertThrows(IllegalArgumentException.class, () -> MODERN.run("no-such", scenario -> {}));
  }
}
