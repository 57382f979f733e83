package io.github.mcpecho.examples.clients;

import static io.github.mcpecho.mcp.ProtocolVersion.V2025_11_25;

import io.github.mcpecho.testing.conformance.Scenario;
import io.github.mcpecho.testing.junit.McpClientConformance;
import io.github.mcpecho.testing.junit.McpClientUnderTest;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import java.time.Duration;
import java.util.Map;

// The SDK does not come back to the stream of a POST, which is what sse-retry is about.
@McpClientConformance(
    revision = V2025_11_25,
    except = {"auth/*", "sse-retry"})
class JavaSdkConformanceTest implements McpClientUnderTest {
  @Override
  public void run(Scenario scenario) {
    try (McpSyncClient client = connect(scenario)) {
      switch (scenario.name()) {
        case "initialize" -> {}
        case "tools_call" -> call(client, "add_numbers", Map.of("a", 1, "b", 2));
        case "sse-retry" -> call(client, "test_reconnection", Map.of());
        case "elicitation-sep1034-client-defaults" ->
            call(client, "test_client_elicitation_defaults", Map.of());
        case "json-schema-2020-12-preservation" ->
            call(
                client,
                "json_schema_echo",
                Map.of("schema", client.listTools().tools().get(0).inputSchema()));
        default -> throw new IllegalArgumentException(scenario.name() + ": " + scenario.task());
      }
    }
  }

  private static McpSyncClient connect(Scenario scenario) {
    McpSyncClient client =
        McpClient.sync(HttpClientStreamableHttpTransport.builder(scenario.uri().toString()).build())
            .requestTimeout(Duration.ofSeconds(5))
            .capabilities(ClientCapabilities.builder().elicitation(true, false).build())
            .applyElicitationDefaults(true)
            .elicitation(form -> new ElicitResult(ElicitResult.Action.ACCEPT, Map.of()))
            .build();
    client.initialize();
    return client;
  }

  private static void call(McpSyncClient client, String tool, Map<String, Object> arguments) {
    client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
  }
}
