package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send their headers a byte at a time, so that they are never silent. */
class HeadDeadlineTest {
  private static final Settings HASTY =
      Servers.CONFIG.with(HttpSettings.READ_TIMEOUT, Duration.ofMillis(300));
  private static final String HEAD =
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  private static final String TOO_SLOW =
      "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid request: the request"
          + " line and headers took too long to arrive\"}}";

  @AutoClose("shutdownNow")
  final ExecutorService clients = Executors.newCachedThreadPool();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "POST /mcp",
        "POST /mcp HTTP/1.1",
        "PRI * HTTP/2.0\r\n",
        "\r\n",
        HEAD,
        HEAD + "X-A"
      })
  void trial_g06_aHeadHasItsTime(String beginning) throws IOException {
    try (EchoHttpServer server = Servers.start(HASTY, Servers.greeter());
        var client = new RawHttp(server.uri())) {
      client.send(beginning);
      drip(client, beginning.equals("\r\n") ? "\r\n" : "a");
      RawHttp.Response response = client.response();

      assertEquals(408, response.status(), response.head());
      assertEquals("application/json", response.header("Content-Type").orElse(""));
      assertEquals(TOO_SLOW, response.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"P", HEAD})
  void trial_g06_aHeadThatStopsIsEndedWhenItsTimeIsUp(String beginning) throws IOException {
    try (EchoHttpServer server = Servers.start(HASTY, Servers.greeter());
        var client = new RawHttp(server.uri())) {
      client.send(beginning);

      assertEquals(TOO_SLOW, client.response().body());
    }
  }

  @Test
  void trial_g06_theNextHeadOnAConnectionHasItsTimeToo() throws IOException {
    try (EchoHttpServer server = Servers.start(HASTY, Servers.greeter());
        var client = new RawHttp(server.uri())) {
      greet(client);
      client.send(HEAD);
      drip(client, "a");

      assertEquals(408, client.response().status());
    }
  }

  @Test
  void trial_g06_betweenRequestsAConnectionMayBeSilentAsLongAsItsOwnLimit() throws Exception {
    try (EchoHttpServer server = Servers.start(HASTY, Servers.greeter());
        var client = new RawHttp(server.uri());
        var slow = new RawHttp(server.uri())) {
      greet(client);
      // Another client's time has passed, so this one's would have too.
      slow.send("P");
      assertEquals(408, slow.response().status());
      greet(client);
      greet(client);
    }
  }

  @Test
  void trial_g06_aHeadInPiecesIsReadAndLeavesNothingBehind() throws Exception {
    Settings patient = Servers.CONFIG.with(HttpSettings.READ_TIMEOUT, Duration.ofSeconds(2));
    try (EchoHttpServer server = Servers.start(patient, Servers.greeter());
        var client = new RawHttp(server.uri());
        var slow = new RawHttp(server.uri())) {
      String head = HEAD + "Content-Length: " + Client.GREET.length() + "\r\n\r\n";
      for (char c : head.toCharArray()) {
        client.send(String.valueOf(c));
      }
      client.send(Client.GREET);
      assertEquals(Client.GREETING, client.response().body());
      slow.send("P");
      assertEquals(408, slow.response().status());
      greet(client);
    }
  }

  @Test
  void trial_g06_fiftySlowClientsDoNotKeepAnybodyOut() throws Exception {
    var done = new AtomicBoolean();
    var slow = new ArrayList<Future<?>>();
    try (EchoHttpServer server =
        Servers.start(Servers.CONFIG.with(ServerSettings.MAX_CONNECTIONS, 50), Servers.greeter())) {
      for (int i = 0; i < 50; i++) {
        var client = new RawHttp(server.uri());
        client.send("G");
        slow.add(clients.submit(() -> dripUntil(done, client)));
      }
      assertEquals(200, get(server, "/health").status());
      assertEquals(200, get(server, "/health").status());
      done.set(true);
      for (Future<?> client : slow) {
        client.get();
      }
    }
  }

  /** The rest of a frame, or frame after frame, comes a little at a time. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void trial_g06_aHeadOfHttp2HasItsTimeToo(boolean isOneFrame) throws IOException {
    try (EchoHttpServer server = Servers.start(HASTY, Servers.greeter());
        var client = new RawHttp2(server.uri())) {
      if (isOneFrame) {
        client.send(new byte[] {0, 0x40, 0, RawHttp2.HEADERS, 4, 0, 0, 0, 1});
      } else {
        client.frame(RawHttp2.HEADERS, 0, 1, new byte[1]);
      }
      clients.submit(
          () -> {
            while (true) {
              if (isOneFrame) {
                client.send(new byte[1]);
              } else {
                client.frame(RawHttp2.CONTINUATION, 0, 1, new byte[1]);
              }
              pause(20);
            }
          });

      String told = client.next(RawHttp2.GOAWAY).text();
      assertTrue(told.endsWith("the head took too long to arrive"), told);
      client.awaitEnd();
    }
  }

  @Test
  void trial_g06_inHttp2PingsBetweenRequestsMayGoOn() throws IOException {
    try (EchoHttpServer server = Servers.start(HASTY, Servers.greeter());
        var client = new RawHttp2(server.uri())) {
      // Another client's time has passed twice, so this one's would have too.
      for (int i = 0; i < 2; i++) {
        try (var late = new RawHttp(server.uri())) {
          late.send("P");
          while (!late.hasAnswer()) {
            client.frame(RawHttp2.PING, 0, 0, new byte[8]);
            pause(20);
          }
        }
      }
      client.begin();
      client.end(Client.GREET);
      assertEquals(Client.GREETING, client.next(RawHttp2.DATA).text());
    }
  }

  private static RawHttp.Response get(EchoHttpServer server, String path) throws IOException {
    return RawHttp.exchange(
        server.uri(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  private static void greet(RawHttp client) throws IOException {
    client.send(HEAD + "Content-Length: " + Client.GREET.length() + "\r\n\r\n" + Client.GREET);

    assertEquals(Client.GREETING, client.response().body());
  }

  /** Sends bytes until an answer comes. */
  private static void drip(RawHttp client, String bytes) throws IOException {
    while (!client.hasAnswer()) {
      client.send(bytes);
      pause(5);
    }
  }

  /** Comes back whenever the server has had enough. */
  private static void dripUntil(AtomicBoolean done, RawHttp client) {
    try (client) {
      while (!done.get()) {
        client.send("a");
        pause(5);
      }
    } catch (IOException e) {
      // The server got rid of it.
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
