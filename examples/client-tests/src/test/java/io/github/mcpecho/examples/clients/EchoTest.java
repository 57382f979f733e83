package io.github.mcpecho.examples.clients;

import static io.github.mcpecho.mcp.ProtocolVersion.V2025_03_26;
import static io.github.mcpecho.mcp.ProtocolVersion.V2025_06_18;
import static io.github.mcpecho.mcp.ProtocolVersion.V2025_11_25;
import static io.github.mcpecho.testing.CallMatcher.call;
import static io.github.mcpecho.testing.Count.exactly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.faults.Fault;
import io.github.mcpecho.testing.faults.Stage;
import io.github.mcpecho.testing.junit.McpEchoExtension;
import io.github.mcpecho.testing.junit.McpEras;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

class EchoTest {
  @RegisterExtension static final McpEchoExtension ECHO = McpEchoExtension.create();

  @Test
  void aBrokenConnectionIsOneFailedCall() {
    McpEchoServer server = ECHO.server();
    server.on(call("echo")).times(1).then(Fault.reset(Stage.BEFORE_HEADERS));

    try (var client = connect(server.uri())) {
      assertThrows(RuntimeException.class, () -> hello(client));
      assertEquals(List.of(TextContent.builder("Hello!").build()), hello(client));
    }

    server.verify(exactly(2), call("echo").withArgument("message", "Hello!"));
    server.assertConformantClient();
  }

  @ParameterizedTest
  @McpEras(
      value = {V2025_11_25, V2025_06_18, V2025_03_26},
      conformant = true)
  void itSpeaksEachRevision(McpEchoServer server) {
    try (var client = connect(server.uri())) {
      assertEquals(List.of(TextContent.builder("Hello!").build()), hello(client));
    }
  }

  private static McpSyncClient connect(URI endpoint) {
    return McpClient.sync(HttpClientStreamableHttpTransport.builder(endpoint.toString()).build())
        .build();
  }

  private static Object hello(McpSyncClient client) {
    var call = CallToolRequest.builder("echo").arguments(Map.of("message", "Hello!")).build();
    return client.callTool(call).content();
  }
}
