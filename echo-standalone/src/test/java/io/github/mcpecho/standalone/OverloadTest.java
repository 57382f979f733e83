package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More requests at once than are served. */
class OverloadTest {
  private final Deque<RawHttp> waiting = new ArrayDeque<>();
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void hangUp() throws IOException {
    for (RawHttp client : waiting) {
      client.close();
    }
  }

  @Test
  void t07_whoeverComesWhenEveryPlaceIsTakenIsToldToComeBack() throws Exception {
    int places = Servers.CONFIG.get(HttpSettings.MAX_CONCURRENT_REQUESTS);
    var inside = new CountDownLatch(places);
    try (EchoHttpServer server = Servers.startPatient(Servers.CONFIG, waits(inside))) {
      fill(server, places);
      assertTrue(inside.await(60, TimeUnit.SECONDS), inside.getCount() + " are not served");
      var client = new Client(server.uri());
      HttpResponse<String> refused = client.postJson(Client.GREET);
      assertEquals(200, client.get("/health").statusCode());
      assertEquals(200, client.get("/metrics").statusCode());
      go.countDown();

      assertEquals(503, refused.statusCode());
      assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
      assertTrue(refused.body().startsWith("{\"jsonrpc\":"), refused.body());
      for (RawHttp served : waiting) {
        assertEquals(Client.GREETING, served.response().body());
      }
      assertEquals(Client.GREETING, client.postJson(Client.GREET).body());
    }
  }

  @Test
  void aPageMayReadWhenToComeBack() throws Exception {
    var inside = new CountDownLatch(1);
    Settings small =
        Servers.CONFIG
            .with(HttpSettings.MAX_CONCURRENT_REQUESTS, 1)
            .with(HttpSettings.CORS_ORIGINS, List.of("https://app.example"));
    try (EchoHttpServer server = Servers.startPatient(small, waits(inside))) {
      fill(server, 1);
      assertTrue(inside.await(20, TimeUnit.SECONDS));
      HttpResponse<String> refused =
          new Client(server.uri()).postJson(Client.GREET, "Origin", "https://app.example");
      go.countDown();

      assertEquals(503, refused.statusCode());
      assertEquals(
          "https://app.example",
          refused.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
      assertTrue(
          refused
              .headers()
              .firstValue("Access-Control-Expose-Headers")
              .orElse("")
              .contains("Retry-After"));
    }
  }

  private Tool waits(CountDownLatch inside) {
    return Servers.tool(
        "greet",
        call -> {
          inside.countDown();
          go.await();
          return ToolResult.text("hello");
        });
  }

  private void fill(EchoHttpServer server, int places) throws IOException {
    for (int i = 0; i < places; i++) {
      var client = new RawHttp(server.uri());
      waiting.add(client);
      client.send(
          "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(Client.GREET.length(), Client.GREET));
    }
  }
}
