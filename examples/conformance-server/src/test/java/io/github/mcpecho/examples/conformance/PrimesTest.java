package io.github.mcpecho.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolResult;
import org.junit.jupiter.api.Test;

class PrimesTest {
  @Test
  void primesAreCounted() throws InterruptedException {
    assertEquals(
        ToolResult.structured(
            "There are 168 primes up to 1000.",
            JsonNodeFactory.instance.objectNode().put("primes", 168)),
        new Primes().call(ToolCall.of("{\"limit\": 1000}")));
  }
}
