import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.conformance.Check;
import io.github.mcpecho.testing.conformance.Check.Status;
import io.github.mcpecho.testing.conformance.ClientConformance;
import io.github.mcpecho.testing.conformance.Scenario;
import io.github.mcpecho.testing.conformance.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the MCP client of LangChain4j passes of 2025-11-25, the revision that it speaks, and why not
 * the rest.
 */
class Langchain4jConformanceTest {
  private static final ClientConformance SUITE = ClientConformance.of(ProtocolVersion.V2025_11_25);

  /** Scenario, the checks that are broken, and why. */
  @ParameterizedTest
  @CsvSource({
    "initialize,,",
    "tools_call,,",
  })
  void theVerdicts(String scenario, String broken, String why) {
    Verdict verdict = SUITE.run(scenario, Langchain4jConformanceTest::play);

    assertEquals(broken == null ? "" : broken, broken(verdict), () -> why + "\n" + verdict);
  }

  /** It has no OAuth client: whoever uses it puts tokens into headers. */
  @Test
  void itAuthorizesNowhere() {
    List<String> passed =
        SUITE.named(List.of("auth/*")).stream()
            .filter(name -> SUITE.run(name, Langchain4jConformanceTest::play).passed())
            .toList();

    assertEquals(List.of(), passed);
  }

  private static String broken(Verdict verdict) {
    return verdict.checks().stream()
        .filter(check -> check.status().compareTo(Status.SUCCESS) > 0)
        .map(Check::id)
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static void play(Scenario scenario) throws Exception {
    var transport =
        StreamableHttpMcpTransport.builder()
            .url(scenario.uri().toString())
            .timeout(Duration.ofSeconds(5))
            .build();
    try (McpClient client =
        DefaultMcpClient.builder()
            .transport(transport)
            .protocolVersion(scenario.revision().wireName())
            .initializationTimeout(Duration.ofSeconds(5))
            .toolExecutionTimeout(Duration.ofSeconds(5))
            .build()) {
      client.listTools();
      switch (scenario.name()) {
        case "initialize" -> {}
        case "tools_call" -> call(client, "add_numbers", "{\"a\": 1, \"b\": 2}");
        case "sse-retry" -> call(client, "test_reconnection", "{}");
        case "elicitation-sep1034-client-defaults" ->
            call(client, "test_client_elicitation_defaults", "{}");
        default -> call(client, "test-tool", "{}");
      }
    }
  }

  private static void call(McpClient client, String tool, String arguments) {
    client.executeTool(ToolExecutionRequest.builder().name(tool).arguments(arguments).build());
  }
}
