package io.github.mcpecho.examples.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolAnnotations;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import java.math.BigInteger;

/** A whole tool, with what a tool can have, and a server that has it beside the nine. */
public final class Primes implements Tool {
  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.of("primes", "Counts the prime numbers up to a limit.")
        .withTitle("Count primes")
        .withInputSchema(
            """
            {"type": "object",
             "properties": {"limit": {"type": "integer", "minimum": 1, "maximum": 10000000}},
             "required": ["limit"], "additionalProperties": false}""")
        .withOutputSchema(
            """
            {"type": "object", "properties": {"primes": {"type": "integer"}}, "required": ["primes"]}""")
        .withAnnotations(ToolAnnotations.READ_ONLY);
  }

  @Override
  public ToolOutcome call(ToolCall call) throws InterruptedException {
    int limit = call.arguments().requiredInt("limit");
    int primes = 0;
    for (int number = 1; number <= limit; number++) {
      if (BigInteger.valueOf(number).isProbablePrime(30)) {
        primes++;
      }
      if (number % 1_000 == 0) {
        call.cancellation().check();
        call.progress().report(number, limit, primes + " so far");
      }
    }
    return ToolResult.structured(
        "There are " + primes + " primes up to " + limit + ".",
        JsonNodeFactory.instance.objectNode().put("primes", primes));
  }

  /** Starts the server, and prints where it is. */
  public static void main(String[] args) {
    McpServer echo = McpEcho.builder().tool(new Primes()).build();
    try (EchoHttpServer server = EchoHttpServer.start(ServerSettings.DEFAULTS, echo)) {
      System.out.println("Listening on " + server.uri());
      server.join();
    }
  }
}
