package io.github.mcpecho.examples.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerConfig;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EchoTest {
  @Test
  void theServerSaysTheMessageBack() {
    try (var server = EchoHttpServer.start(ServerConfig.DEFAULTS.withPort(0));
        var client = McpClient.sync(transport(server)).build()) {
      var call = CallToolRequest.builder("echo").arguments(Map.of("message", "Hello!")).build();

      assertEquals(List.of(TextContent.builder("Hello!").build()), client.callTool(call).content());
    }
  }

  private static HttpClientStreamableHttpTransport transport(EchoHttpServer server) {
    return HttpClientStreamableHttpTransport.builder(server.uri().toString()).build();
  }
}
