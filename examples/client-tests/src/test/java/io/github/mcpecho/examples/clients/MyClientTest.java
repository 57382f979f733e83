package io.github.mcpecho.examples.clients;

import static io.github.mcpecho.testing.CallMatcher.call;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.faults.Fault;
import io.github.mcpecho.testing.faults.Stage;
import org.junit.jupiter.api.Test;

class MyClientTest {
  @Test
  void triesAgainAfterABrokenConnection() {
    try (McpEchoServer server = McpEchoServer.start();
        MyClient client = new MyClient(server.uri())) {
      server.on(call("echo")).times(1).then(Fault.reset(Stage.BEFORE_HEADERS));

      assertEquals("Hello!", client.echo("Hello!"));

      server.assertConformantClient();
    }
  }
}
