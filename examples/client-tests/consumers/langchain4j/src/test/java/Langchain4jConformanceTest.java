import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.conformance.ClientConformance;
import io.github.mcpecho.testing.conformance.Scenario;
import io.github.mcpecho.testing.conformance.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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

  /** Scenario, whether it is passed, and why not. */
  @ParameterizedTest
  @CsvSource({
    "initialize, true,",
    "tools_call, true,",
    "sse-retry, false, it does not come back to the stream of a call",
    "elicitation-sep1034-client-defaults, false, it cannot be asked anything",
  })
  void theVerdicts(String scenario, boolean passed, String why) {
    Verdict verdict = SUITE.run(scenario, Langchain4jConformanceTest::play);

    assertEquals(passed, verdict.passed(), () -> why + "\n" + verdict);
  }

  /** No other is left out. */
  @Test
  void theTableHasAllThatAreScored() {
    assertEquals(
        Set.of("initialize", "tools_call", "sse-retry", "elicitation-sep1034-client-defaults"),
        SUITE.scored().stream()
            .filter(name -> !name.startsWith("auth/"))
            .collect(Collectors.toSet()));
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
