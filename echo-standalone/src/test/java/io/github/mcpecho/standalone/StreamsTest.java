package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.Cancellation;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolResult;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** S-01, S-04, S-06, S-07: JSON until something precedes the reply, then events. */
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
  void progressOpensAStreamThatTheReplyEnds() throws Exception {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, TWO_STEPS)) {
      HttpResponse<String> response = new Client(server.uri()).postJson(GREET_WITH_PROGRESS);

      assertEquals(200, response.statusCode());
      assertEquals("text/event-stream", header(response, "Content-Type"));
      assertEquals("no", header(response, "X-Accel-Buffering"));
      assertEquals("no-store, no-transform", header(response, "Cache-Control"));
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
  void progressIsDroppedForAClientThatReadsOnlyJson() throws Exception {
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
  void aLongSilenceIsFilledWithComments() throws Exception {
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
  void aClientThatHangsUpIsNoticed() throws Exception {
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
        raw.send(request(Client.GREET));
        raw.readUntil(": keepalive\n\n");
        raw.hangUp();
      }

      assertEquals(Optional.of(Cancellation.Reason.CLIENT_GONE), reason.get(20, TimeUnit.SECONDS));
    }
  }

  private static ServerConfig withKeepAlive(Duration interval) {
    return Servers.CONFIG.withHttp(Servers.CONFIG.http().withKeepAliveInterval(interval));
  }

  private static String request(String body) {
    return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.length(), body);
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
