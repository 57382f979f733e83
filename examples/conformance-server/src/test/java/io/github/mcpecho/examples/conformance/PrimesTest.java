package io.github.mcpecho.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void theReadmeShowsTheToolAsItIs() throws IOException {
    String source =
        Files.readString(
            Path.of("src/main/java/io/github/mcpecho/examples/conformance/Primes.java"));
    String tool = source.substring(source.indexOf("public final class"));
    assertTrue(Files.readString(Path.of("../../README.md")).contains(tool));
  }
}
