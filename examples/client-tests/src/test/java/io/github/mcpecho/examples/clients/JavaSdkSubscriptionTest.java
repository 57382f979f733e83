package io.github.mcpecho.examples.clients;

import static io.github.mcpecho.testing.ServerNotification.resourceUpdated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.Sessions;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.SubscribeRequest;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The official Java SDK subscribes to resources, which takes a server with sessions. */
class JavaSdkSubscriptionTest {
  private static final String WATCHED = "test://watched";

  @Test
  void whoSubscribesIsToldOfAChangeAndReadsIt() throws InterruptedException {
    var updates = new LinkedBlockingQueue<List<ResourceContents>>();
    try (McpEchoServer server =
            McpEchoServer.builder().with(Sessions.create()).resource(WATCHED, "changed").start();
        McpSyncClient client = client(server).resourcesUpdateConsumer(updates::add).build()) {
      assertEquals(true, client.initialize().capabilities().resources().subscribe());
      client.subscribeResource(SubscribeRequest.builder(WATCHED).build());
      server.push(resourceUpdated(WATCHED));

      List<ResourceContents> read = updates.poll(20, TimeUnit.SECONDS);
      assertEquals("changed", ((TextResourceContents) read.get(0)).text());
    }
  }

  @Test
  void aServerWithoutSessionsDeclaresNoSubscriptionsAndRefusesThem() {
    try (McpEchoServer server = McpEchoServer.start();
        McpSyncClient client = client(server).build()) {
      assertNotEquals(true, client.initialize().capabilities().resources().subscribe());
      var request = SubscribeRequest.builder("echo://clock").build();
      McpError error = assertThrows(McpError.class, () -> client.subscribeResource(request));
      assertEquals(-32601, error.getJsonRpcError().code());
    }
  }

  private static McpClient.SyncSpec client(McpEchoServer server) {
    return McpClient.sync(
        HttpClientStreamableHttpTransport.builder(server.uri().toString()).build());
  }
}
