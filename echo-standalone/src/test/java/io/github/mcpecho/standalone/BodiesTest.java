package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Bodies and headers that are too long, too slow, or lie. */
class BodiesTest {
  private static final String HEAD =
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  final Settings config = Servers.CONFIG.with(HttpSettings.MAX_BODY_BYTES, 64 * 1024);

  @AutoClose final EchoHttpServer server = Servers.start(config, Servers.greeter());

  final Client client = new Client(server.uri());

  @Test
  void h12_tenMegabytesAreRefusedInWords() throws Exception {
    HttpResponse<String> response = client.postJson(" ".repeat(10_000_000));

    assertEquals(413, response.statusCode());
    assertEquals(
        """
        {"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid request: the body is longer \
        than 65536 bytes, which MCP_ECHO_MAX_BODY_BYTES may raise; Content-Length is 10000000"}}""",
        response.body());
  }

  @Test
  void h12_aLongBodyIsRefusedByItsAnnouncement() throws IOException {
    try (var raw = new RawHttp(server.uri())) {
      raw.send(HEAD + "Content-Length: 99999999999\r\n\r\n");

      assertEquals(413, raw.response().status());
    }
  }

  @Test
  void h12_aLongChunkedBodyIsRefusedWhereItBecomesTooLong() throws IOException {
    try (var raw = new RawHttp(server.uri())) {
      raw.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 65; i++) {
        raw.send("400\r\n" + " ".repeat(1024) + "\r\n");
      }

      assertEquals(413, raw.response().status());
    }
  }

  @Test
  void aChunkedBodyIsRead() throws IOException {
    try (var raw = new RawHttp(server.uri())) {
      raw.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
      String json = Client.GREET;
      raw.send("5\r\n" + json.substring(0, 5) + "\r\n");
      raw.send(
          Integer.toHexString(json.length() - 5) + "\r\n" + json.substring(5) + "\r\n0\r\n\r\n");

      assertEquals(Client.GREETING, raw.response().body());
    }
  }

  @Test
  void aBrokenChunkIsABadRequest() throws IOException {
    try (var raw = new RawHttp(server.uri())) {
      raw.send(HEAD + "Transfer-Encoding: chunked\r\n\r\nnot hexadecimal\r\n");

      RawHttp.Response response = raw.response();
      assertEquals(400, response.status());
      assertTrue(response.body().startsWith("{\"jsonrpc\":"), response.body());
    }
  }

  @Test
  void aBodyLongerThanItsLengthIsCutThere() throws IOException {
    try (var raw = new RawHttp(server.uri())) {
      raw.send(HEAD + "Content-Length: 2\r\n\r\n{}" + Client.GREET);

      assertEquals(400, raw.response().status());
      assertEquals(400, raw.response().status());
    }
  }

  @Test
  void aBodyThatTricklesInIsCutOff() throws Exception {
    Settings hasty =
        config
            .with(HttpSettings.MAX_BODY_BYTES, Integer.MAX_VALUE - 8)
            .with(HttpSettings.READ_TIMEOUT, Duration.ofMillis(50));
    try (EchoHttpServer impatient = Servers.start(hasty, Servers.greeter());
        var raw = new RawHttp(impatient.uri())) {
      raw.send(HEAD + "Content-Length: 2000000000\r\n\r\n");
      var answered = new AtomicBoolean();
      var trickle =
          new Thread(
              () -> {
                try {
                  while (!answered.get()) {
                    raw.send(" ");
                  }
                } catch (IOException e) {
                  // The server has closed the connection.
                }
              });
      trickle.start();
      RawHttp.Response response = raw.response();
      answered.set(true);
      trickle.join();

      assertEquals(408, response.status());
      assertTrue(response.body().contains("took too long"), response.body());
    }
  }

  @Test
  void aClientThatReadsOnlyWhenItHasSentMuchSeesWhyItsBodyWasCutOff() throws Exception {
    Settings hasty =
        config
            .with(HttpSettings.MAX_BODY_BYTES, Integer.MAX_VALUE - 8)
            .with(HttpSettings.READ_TIMEOUT, Duration.ofMillis(20));
    try (EchoHttpServer impatient = Servers.start(hasty, Servers.greeter());
        var raw = new RawHttp(impatient.uri())) {
      raw.send(HEAD + "Content-Length: 2000000000\r\n\r\n");
      for (int i = 0; i < 200; i++) {
        raw.send(" ".repeat(200));
        Thread.sleep(1);
      }

      assertEquals(408, raw.response().status());
    }
  }

  @Test
  void aBodyThatStopsIsCutOffWhenItsTimeIsUpHoweverLongAConnectionMayBeSilent() throws IOException {
    Settings hasty =
        config
            .with(ServerSettings.IDLE_TIMEOUT, Duration.ofHours(1))
            .with(HttpSettings.READ_TIMEOUT, Duration.ofMillis(100));
    try (EchoHttpServer impatient = Servers.start(hasty, Servers.greeter())) {
      RawHttp.Response response = stopsInItsBody(impatient);

      assertEquals(408, response.status());
      assertTrue(response.body().contains("took too long"), response.body());
    }
  }

  @Test
  void aConnectionMayBeSilentForItsOwnTimeAfterASlowBody() throws Exception {
    Settings hasty = config.with(HttpSettings.READ_TIMEOUT, Duration.ofMillis(100));
    try (EchoHttpServer impatient = Servers.start(hasty, Servers.greeter());
        var raw = new RawHttp(impatient.uri())) {
      String head = HEAD + "Content-Length: " + Client.GREET.length() + "\r\n";
      raw.send(head + "Expect: 100-continue\r\n\r\n");
      raw.readUntil("\r\n\r\n");
      raw.send(Client.GREET);
      assertEquals(Client.GREETING, raw.response().body());
      assertEquals(408, stopsInItsBody(impatient).status());
      raw.send(head + "\r\n" + Client.GREET);

      assertEquals(Client.GREETING, raw.response().body());
    }
  }

  @Test
  void aBodyThatNeverComesIsCutOff() throws IOException {
    Settings hasty = config.with(ServerSettings.IDLE_TIMEOUT, Duration.ofMillis(100));
    try (EchoHttpServer impatient = Servers.start(hasty, Servers.greeter())) {
      assertEquals(408, stopsInItsBody(impatient).status());
    }
  }

  @Test
  void aClientThatAsksFirstIsToldToGoOn() throws IOException {
    try (var raw = new RawHttp(server.uri())) {
      raw.send(
          HEAD + "Expect: 100-continue\r\nContent-Length: " + Client.GREET.length() + "\r\n\r\n");
      assertTrue(raw.readUntil("\r\n\r\n").startsWith("HTTP/1.1 100 Continue\r\n"));
      raw.send(Client.GREET);

      assertEquals(Client.GREETING, raw.response().body());
    }
  }

  @Test
  void aClientThatAsksFirstIsSparedABodyThatIsTooLong() throws IOException {
    try (var raw = new RawHttp(server.uri())) {
      raw.send(HEAD + "Expect: 100-continue\r\nContent-Length: 70000\r\n\r\n");

      assertEquals(413, raw.response().status());
    }
  }

  @Test
  void h12_longHeadersAreRefusedInJson() throws IOException {
    RawHttp.Response response =
        RawHttp.exchange(server.uri(), HEAD + "X-Long: " + "x".repeat(40_000) + "\r\n\r\n");

    assertEquals(431, response.status());
    assertEquals(
        """
        {"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid request: the request line and \
        headers are longer than 32768 bytes, which MCP_ECHO_MAX_HEADER_BYTES may raise"}}""",
        response.body());
  }

  @Test
  void theLimitOfHeadersIsASetting() throws Exception {
    try (EchoHttpServer roomy =
        Servers.start(config.with(ServerSettings.MAX_HEADER_BYTES, 65_536), Servers.greeter())) {
      var patient = new Client(roomy.uri());

      assertEquals(200, patient.postJson(Client.GREET, "X-Long", "x".repeat(60_000)).statusCode());
      assertEquals(431, patient.postJson(Client.GREET, "X-Long", "x".repeat(70_000)).statusCode());
    }
  }

  @Test
  void headersOfThirtyKilobytesAreRead() throws Exception {
    assertEquals(200, client.postJson(Client.GREET, "X-Long", "x".repeat(30_000)).statusCode());
  }

  @Test
  void aCallMayTakeLongerThanAConnectionMayBeSilent() throws Exception {
    var uri = new CompletableFuture<URI>();
    Tool slow =
        Servers.tool(
            "greet",
            call -> {
              try (var silent = new RawHttp(uri.join())) {
                assertEquals("", silent.response().head());
              }
              return ToolResult.text("hello");
            });
    try (EchoHttpServer impatient =
        Servers.start(config.with(ServerSettings.IDLE_TIMEOUT, Duration.ofMillis(100)), slow)) {
      uri.complete(impatient.uri());
      HttpResponse<String> response =
          new Client(impatient.uri()).postJson(Client.GREET, "Accept", "application/json");

      assertEquals(Client.GREETING, response.body());
    }
  }

  @Test
  void h14_aNotificationIsAcceptedWithoutABody() throws Exception {
    HttpResponse<String> response =
        client.postJson("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

    assertEquals(202, response.statusCode());
    assertEquals("", response.body());
    assertFalse(response.headers().firstValue("Content-Type").isPresent());
  }

  private static RawHttp.Response stopsInItsBody(EchoHttpServer server) throws IOException {
    return RawHttp.exchange(server.uri(), HEAD + "Content-Length: 1000\r\n\r\n{");
  }
}
