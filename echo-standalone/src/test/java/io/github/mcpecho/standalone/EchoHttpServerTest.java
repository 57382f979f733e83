package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It looks at the threads of the JVM.")
class EchoHttpServerTest {
  @Test
  void knowsItsUri() throws Exception {
    try (EchoHttpServer server =
        EchoHttpServer.start(ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0))) {
      assertNotEquals(0, server.port());
      assertEquals("http://127.0.0.1:" + server.port() + "/mcp", server.uri().toString());
      assertTrue(
          new Client(server.uri())
              .postJson("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
              .body()
              .contains("\"name\":\"echo\""));
    }
  }

  @Test
  void onEveryNetworkItsUriIsThatOfThisMachine() {
    try (EchoHttpServer server =
        EchoHttpServer.start(
            ServerSettings.DEFAULTS
                .with(ServerSettings.HOST, "0.0.0.0")
                .with(ServerSettings.PORT, 0))) {
      assertEquals("http://localhost:" + server.port() + "/mcp", server.uri().toString());
    }
  }

  @Test
  void d05_bothErasAreServedAtOneUri() throws Exception {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter())) {
      var client = new Client(server.uri());
      String modern =
          """
          {"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{\
          "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
          "io.modelcontextprotocol/clientCapabilities":{}}}}""";
      String legacy =
          """
          {"jsonrpc":"2.0","id":1,"method":"initialize","params":{\
          "protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"a","version":"1"}}}""";

      assertTrue(
          client
              .postJson(
                  modern, "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "server/discover")
              .body()
              .contains("\"supportedVersions\":[\"2026-07-28\"]"));
      assertTrue(client.postJson(legacy).body().contains("\"protocolVersion\":\"2025-11-25\""));
    }
  }

  @Test
  void servesAtAnotherPath() throws Exception {
    try (EchoHttpServer server =
        Servers.start(Servers.CONFIG.with(ServerSettings.PATH, "/tools/echo"), Servers.greeter())) {
      assertTrue(server.uri().toString().endsWith("/tools/echo"));
      assertEquals(200, new Client(server.uri()).postJson(Client.GREET).statusCode());
      assertEquals(
          200,
          new Client(server.uri().resolve("/tools/echo/")).postJson(Client.GREET).statusCode());
      assertEquals(404, new Client(server.uri()).get("/mcp").statusCode());
    }
  }

  @Test
  void twoServersRunSideBySide() throws Exception {
    try (EchoHttpServer one = Servers.start(Servers.CONFIG, Servers.greeter());
        EchoHttpServer other = Servers.start(Servers.CONFIG, Servers.greeter())) {
      assertNotEquals(one.port(), other.port());
      assertEquals(200, new Client(one.uri()).postJson(Client.GREET).statusCode());
      assertEquals(200, new Client(other.uri()).postJson(Client.GREET).statusCode());
    }
  }

  @Test
  void isGoneOnceClosed() {
    EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter());
    server.close();
    server.close();

    assertThrows(IOException.class, () -> new Client(server.uri()).postJson(Client.GREET));
  }

  @Test
  void isClosedByAnInterruptedThreadToo() {
    EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter());
    Thread.currentThread().interrupt();
    server.close();

    assertTrue(Thread.interrupted());
    assertThrows(IOException.class, () -> new Client(server.uri()).postJson(Client.GREET));
  }

  @Test
  void noneOfItsThreadsKeepsTheJvmRunning() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter())) {
      assertEquals(200, new Client(server.uri()).postJson(Client.GREET).statusCode());

      var started = new HashSet<>(Thread.getAllStackTraces().keySet());
      started.removeAll(before);
      assertTrue(started.stream().anyMatch(thread -> thread.getName().startsWith("mcp-echo")));
      assertEquals(List.of(), started.stream().filter(thread -> !thread.isDaemon()).toList());
    }
  }
}
