package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.ChangeSource;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Resource;
import io.github.mcpecho.mcp.ResourceCall;
import io.github.mcpecho.mcp.ResourceDescriptor;
import io.github.mcpecho.mcp.ResourceOutcome;
import io.github.mcpecho.mcp.ResourceResult;
import io.github.mcpecho.mcp.ServerInfo;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code subscriptions/listen} over a real socket. */
class SubscriptionsOverHttpTest {
  private static final String LISTEN =
      """
      {"jsonrpc":"2.0","id":7,"method":"subscriptions/listen","params":{\
      "notifications":{"resourceSubscriptions":["test://changing"]},"_meta":{\
      "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
      "io.modelcontextprotocol/clientCapabilities":{}}}}""";
  private static final Settings SETTINGS =
      Servers.CONFIG
          .with(ServerSettings.DRAIN_DELAY, Duration.ZERO)
          .with(ServerSettings.STOP_TIMEOUT, Duration.ofSeconds(60));
  private static final int MOST = 2;

  private final AtomicLong version = new AtomicLong();
  private final List<RawHttp> clients = new ArrayList<>();
  private final EchoHttpServer server =
      EchoHttpServer.start(
          SETTINGS,
          McpServer.builder(new ServerInfo("test", "Test", "1", ""), List.of())
              .resource(new Changing())
              .subscriptions(MOST, Duration.ofHours(1))
              .build());

  @AfterEach
  void stop() throws IOException {
    for (RawHttp client : clients) {
      client.close();
    }
    server.close();
  }

  @Test
  void n03_aChangeArrivesWhenItHappens() throws IOException {
    RawHttp client = listen();
    String head = client.readUntil("\"io.modelcontextprotocol/subscriptionId\":7}}}\n\n");
    assertTrue(head.contains("text/event-stream"), head);
    assertTrue(
        head.contains(
            "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
                + "\"params\":{\"notifications\":{\"resourceSubscriptions\":[\"test://changing\"]}"),
        head);
    version.incrementAndGet();
    String told = client.readUntil("\"io.modelcontextprotocol/subscriptionId\":7}}}\n\n");
    assertTrue(
        told.contains(
            "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\","
                + "\"params\":{\"uri\":\"test://changing\","),
        told);
  }

  @Test
  void n05_commentsKeepTheConnectionAlive() throws IOException {
    RawHttp client = acknowledged();
    client.readUntil(": keepalive\n\n");
    client.readUntil(": keepalive\n\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void n05_whoHangsUpMakesRoomForOthers(boolean withReset) throws IOException {
    RawHttp first = acknowledged();
    acknowledged();
    RawHttp.Response refused = refused();
    assertEquals(503, refused.status());
    assertEquals("1", refused.header("Retry-After").orElse(""));
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32603,\"message\":"
            + "\"Overloaded: too many subscriptions at once, try again\"}}",
        refused.body());
    if (withReset) {
      first.hangUp();
    } else {
      first.close();
    }
    while (refused().status() == 503) {
      Thread.onSpinWait();
    }
  }

  @Test
  void n04_aServerThatDrainsEndsSubscriptionsWithAResult() throws IOException {
    RawHttp client = acknowledged();
    server.drain();
    String end = client.rest();
    assertTrue(
        end.contains(
            "data: {\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"_meta\":{"
                + "\"io.modelcontextprotocol/subscriptionId\":7"),
        end);
    assertTrue(end.contains("\"resultType\":\"complete\""), end);
  }

  @Test
  void n05_aThousandWhoAskAtOnceAreAnswered() throws IOException {
    acknowledged();
    acknowledged();
    for (int i = 0; i < 1_000; i++) {
      try (var client = new RawHttp(server.uri())) {
        post(client);
        assertEquals(503, client.response().status());
      }
    }
  }

  private RawHttp acknowledged() throws IOException {
    RawHttp client = listen();
    client.readUntil("\"io.modelcontextprotocol/subscriptionId\":7}}}\n\n");
    return client;
  }

  private RawHttp listen() throws IOException {
    var client = new RawHttp(server.uri());
    clients.add(client);
    post(client);
    return client;
  }

  /** Returns the answer to one more who wants to listen; its head, if that is a stream. */
  private RawHttp.Response refused() throws IOException {
    try (var client = new RawHttp(server.uri())) {
      post(client);
      String head = client.readUntil("\r\n\r\n");
      var response = new RawHttp.Response(head, "");
      int length = response.header("Content-Length").map(Integer::parseInt).orElse(0);
      return new RawHttp.Response(head, client.read(length));
    }
  }

  private void post(RawHttp client) throws IOException {
    client.post(
        server.uri().getPath(),
        LISTEN,
        "MCP-Protocol-Version",
        "2026-07-28",
        "Mcp-Method",
        "subscriptions/listen");
  }

  private final class Changing implements Resource {
    @Override
    public ResourceDescriptor descriptor() {
      return ResourceDescriptor.of("test://changing", "changing", "Changes");
    }

    @Override
    public ResourceOutcome read(ResourceCall call) {
      return ResourceResult.text(call.uri(), "text/plain", version.toString());
    }

    @Override
    public Optional<ChangeSource> changes() {
      return Optional.of(version::get);
    }
  }
}
