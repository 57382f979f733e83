package io.github.mcpecho.examples.clients;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.conformance.Scenario;
import java.net.URI;

/** The client of {@link JavaSdkConformanceTest} as a program that the conformance suites start. */
final class JavaSdkScenario {
  private JavaSdkScenario() {}

  public static void main(String[] arguments) {
    new JavaSdkConformanceTest()
        .run(
            new Scenario(
                System.getenv("MCP_CONFORMANCE_SCENARIO"),
                ProtocolVersion.of(System.getenv("MCP_CONFORMANCE_PROTOCOL_VERSION")).orElseThrow(),
                URI.create(arguments[0]),
                "",
                JsonNodeFactory.instance.objectNode()));
  }
}
