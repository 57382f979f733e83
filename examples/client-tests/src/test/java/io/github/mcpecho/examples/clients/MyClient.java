package io.github.mcpecho.examples.clients;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.URI;
import java.util.Map;

/** A client as an application might have it: it calls a second time if the first call fails. */
final class MyClient implements AutoCloseable {
  private final McpSyncClient client;

  MyClient(URI endpoint) {
    client =
        McpClient.sync(HttpClientStreamableHttpTransport.builder(endpoint.toString()).build())
            .build();
  }

  String echo(String message) {
    try {
      return call(message);
    } catch (RuntimeException e) {
      return call(message);
    }
  }

  private String call(String message) {
    var call = CallToolRequest.builder("echo").arguments(Map.of("message", message)).build();
    return ((TextContent) client.callTool(call).content().get(0)).text();
  }

  @Override
  public void close() {
    client.close();
  }
}
