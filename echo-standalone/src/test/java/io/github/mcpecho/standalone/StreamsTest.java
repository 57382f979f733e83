package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.Cancellation;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** JSON until something precedes the reply, then events. */
class StreamsTest {
  private static final String GREET_WITH_PROGRESS =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call",\
      "params":{"name":"greet","_meta":{"progressToken":"t"}}}""";

  private static final Tool TWO_STEPS =
      Servers.tool(
          "greet",
          call -> {
            call.progress().report(1, 2, "one");
            call.progress().report(2, 2, "two");
            return ToolResult.text("hello");
          });

  @Test
  void h13_withoutProgressTheAnswerIsOneJsonObject() throws Exception {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, TWO_STEPS)) {
      HttpResponse<String> response =
          new Client(server.uri())
              .postJson(Client.GREET, "Accept", "application/json, text/event-stream");

      assertEquals("application/json", header(response, "Content-Type"));
      assertEquals(Client.GREETING, response.body());
    }
  }

  @Test
  void s01_progressOpensAStreamThatTheReplyEnds() throws Exception {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, TWO_STEPS)) {
      HttpResponse<String> response = new Client(server.uri()).postJson(GREET_WITH_PROGRESS);

      assertEquals(200, response.statusCode());
      assertEquals("text/event-stream", header(response, "Content-Type"));
      assertEquals(
          """
          event: message
          data: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t","progress":1,"total":2,"message":"one"}}

          event: message
          data: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t","progress":2,"total":2,"message":"two"}}

          event: message
          data: %s

          """
              .formatted(Client.GREETING),
          response.body());
    }
  }

  @Test
  void h16_aStreamIsNeitherBufferedNorCached() throws Exception {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, TWO_STEPS)) {
      HttpResponse<String> response = new Client(server.uri()).postJson(GREET_WITH_PROGRESS);

      assertEquals("no", header(response, "X-Accel-Buffering"));
      assertEquals("no-store, no-transform", header(response, "Cache-Control"));
    }
  }

  @Test
  void g16_aStreamThatCannotBeResumedHasNeitherIdsNorRetry() throws Exception {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, TWO_STEPS)) {
      HttpResponse<String> response =
          new Client(server.uri())
              .postJson(
                  GREET_WITH_PROGRESS, "MCP-Protocol-Version", "2025-11-25", "Last-Event-ID", "7");

      assertEquals(
          Set.of("event: message", "data: {", ""),
          response
              .body()
              .lines()
              .map(line -> line.startsWith("data: {") ? "data: {" : line)
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void h18_aRequestIsAnsweredWhileAnotherWaits() throws Exception {
    var inside = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Tool waits =
        Servers.tool(
            "waits",
            call -> {
              inside.countDown();
              return go.await(20, TimeUnit.SECONDS)
                  ? ToolResult.text("at last")
                  : ToolResult.error("nobody let it go");
            });
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, waits, Servers.greeter());
        var first = new RawHttp(server.uri())) {
      first.send(request(Client.GREET.replace("greet", "waits")));
      assertTrue(inside.await(20, TimeUnit.SECONDS));
      // The same id: it means nothing beyond its own request.
      assertEquals(Client.GREETING, new Client(server.uri()).postJson(Client.GREET).body());
      go.countDown();

      assertTrue(first.response().body().contains("at last"));
    }
  }

  @Test
  void s07_aTokenAloneOpensNoStream() throws Exception {
    Tool silent = Servers.tool("greet", call -> ToolResult.text("hello"));
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, silent)) {
      HttpResponse<String> response =
          new Client(server.uri())
              .postJson(GREET_WITH_PROGRESS, "Accept", "application/json, text/event-stream");

      assertEquals("application/json", header(response, "Content-Type"));
      assertEquals(Client.GREETING, response.body());
    }
  }

  @Test
  void s07_progressIsDroppedForAClientThatReadsOnlyJson() throws Exception {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, TWO_STEPS)) {
      HttpResponse<String> response =
          new Client(server.uri()).postJson(GREET_WITH_PROGRESS, "Accept", "application/json");

      assertEquals("application/json", header(response, "Content-Type"));
      assertEquals(Client.GREETING, response.body());
    }
  }

  @Test
  void anEventArrivesWhileTheCallGoesOn() throws Exception {
    var seen = new CountDownLatch(1);
    Tool waiting =
        Servers.tool(
            "greet",
            call -> {
              call.progress().report(1, 2, "");
              return seen.await(10, TimeUnit.SECONDS)
                  ? ToolResult.text("hello")
                  : ToolResult.error("nobody saw it");
            });
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, waiting);
        var raw = new RawHttp(server.uri())) {
      raw.send(request(GREET_WITH_PROGRESS));
      raw.readUntil("\"progress\":1");
      seen.countDown();

      assertTrue(raw.readUntil("\n\n\r\n0\r\n").contains(Client.GREETING));
    }
  }

  @Test
  void s06_aLongSilenceIsFilledWithComments() throws Exception {
    var seen = new CountDownLatch(1);
    Tool silent =
        Servers.tool(
            "greet",
            call ->
                seen.await(4, TimeUnit.SECONDS)
                    ? ToolResult.text("hello")
                    : ToolResult.error("nobody saw it"));
    try (EchoHttpServer server = Servers.start(withKeepAlive(Duration.ofMillis(10)), silent);
        var raw = new RawHttp(server.uri())) {
      raw.send(request(Client.GREET));
      assertTrue(raw.readUntil(": keepalive\n\n").contains("Content-Type: text/event-stream\r\n"));
      seen.countDown();

      assertTrue(raw.readUntil("\n\n\r\n0\r\n").contains("data: " + Client.GREETING));
    }
  }

  @Test
  void s04_aModernClientThatHangsUpCancelsItsCall() throws Exception {
    assertHangingUpStops(
        "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: greet\r\n",
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"greet","_meta":{\
        "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
        "io.modelcontextprotocol/clientCapabilities":{}}}}""");
  }

  @Test
  void g15_theCallOfALegacyClientThatHangsUpIsStoppedToo() throws Exception {
    assertHangingUpStops("MCP-Protocol-Version: 2025-11-25\r\n", Client.GREET);
  }

  private static void assertHangingUpStops(String headers, String body) throws Exception {
    var reason = new CompletableFuture<Optional<Cancellation.Reason>>();
    Tool endless =
        Servers.tool(
            "greet",
            call -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                reason.complete(call.cancellation().reason());
              }
              return ToolResult.text("hello");
            });
    try (EchoHttpServer server = Servers.start(withKeepAlive(Duration.ofMillis(10)), endless)) {
      try (var raw = new RawHttp(server.uri())) {
        raw.send(request(headers, body));
        raw.readUntil(": keepalive\n\n");
        raw.hangUp();
      }

      assertEquals(Optional.of(Cancellation.Reason.CLIENT_GONE), reason.get(20, TimeUnit.SECONDS));
    }
  }

  private static Settings withKeepAlive(Duration interval) {
    return Servers.CONFIG.with(HttpSettings.KEEP_ALIVE_INTERVAL, interval);
  }

  private static String request(String body) {
    return request("", body);
  }

  private static String request(String headers, String body) {
    return "POST /mcp HTTP/1.1\r\nHost: localhost\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(headers, body.length(), body);
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
