package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same server over HTTP/1.1 and HTTP/2, each with and without TLS. */
class TransportTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  @TempDir private static Path folder;
  private static TestCertificate certificate;

  enum Way {
    HTTP_1(Version.HTTP_1_1, false, "HTTP/1.1", ""),
    HTTP_1_TLS(Version.HTTP_1_1, true, "HTTP/1.1", ""),
    HTTP_2_TLS(Version.HTTP_2, true, "HTTP/2.0", "h2");

    private final Version version;
    private final boolean tls;
    private final String protocol;
    private final String alpn;

    Way(Version version, boolean tls, String protocol, String alpn) {
      this.version = version;
      this.tls = tls;
      this.protocol = protocol;
      this.alpn = alpn;
    }

    Settings settings() {
      return tls ? overTls() : Servers.CONFIG;
    }

    HttpClient client() throws Exception {
      return HttpClient.newBuilder().version(version).sslContext(certificate.trust()).build();
    }
  }

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.of("localhost", -1, 30);
    Files.writeString(folder.resolve("cert.pem"), certificate.certificatePem());
    Files.writeString(folder.resolve("key.pem"), certificate.keyPem());
  }

  @ParameterizedTest
  @EnumSource
  void theWayIsVisible(Way way) throws Exception {
    try (EchoHttpServer server = EchoHttpServer.start(way.settings())) {
      HttpClient client = way.client();
      JsonNode connection = call(client, server, "printHeader", "{\"details\":true}");
      assertEquals(way.protocol, connection.at("/connection/request/protocol").asText());
      JsonNode container = connection.at("/connection/container");
      assertEquals(way.tls, container.path("secure").asBoolean());
      assertEquals(way.tls ? "https" : "http", container.path("scheme").asText());
      assertEquals(way.tls ? "TLSv1.3" : "", container.at("/tls/protocol").asText());
      assertTrue(
          way.tls == container.at("/tls/cipherSuite").asText().startsWith("TLS_"),
          container.toString());
      assertEquals(way.tls ? way.alpn : null, container.at("/tls/alpn").textValue());
      assertEquals(way.tls ? "localhost" : null, container.at("/tls/sni").textValue());
      List<String> names = connection.path("headers").findValuesAsText("name");
      assertTrue(names.contains("host"), names.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGuardAndTheLimitsHold(Way way) throws Exception {
    Settings settings =
        way.settings()
            .with(HttpSettings.MAX_BODY_BYTES, 1_000)
            .with(ServerSettings.MAX_HEADER_BYTES, 2_000);
    try (EchoHttpServer server = Servers.start(settings, Servers.greeter())) {
      HttpClient client = way.client();
      assertEquals(200, status(client, post(server, Client.GREET)));
      assertEquals(
          403, status(client, post(server, Client.GREET).header("Origin", "https://evil.example")));
      assertEquals(413, status(client, post(server, " ".repeat(2_000))));
      assertEquals(431, status(client, post(server, Client.GREET).header("X", "x".repeat(3_000))));
      assertEquals(200, status(client, post(server, Client.GREET)));
    }
  }

  /** Other tests show it for HTTP/1.1. */
  @Test
  void connectOverHttp2IsRefusedAsOverHttp1() throws Exception {
    byte[] fields = "\u0002\u0007CONNECT\u0001\u0006evil:1".getBytes(StandardCharsets.ISO_8859_1);
    var sent = new ByteArrayOutputStream();
    sent.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    sent.writeBytes(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
    sent.writeBytes(new byte[] {0, 0, (byte) fields.length, 1, 5, 0, 0, 0, 1});
    sent.writeBytes(fields);
    try (EchoHttpServer own = EchoHttpServer.start(Servers.CONFIG);
        var socket = new Socket(own.uri().getHost(), own.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(sent.toByteArray());
      var in = new DataInputStream(socket.getInputStream());
      byte[] payload = {};
      for (int type = -1; type != 1; ) {
        int head = in.readInt();
        type = head & 0xFF;
        in.skipNBytes(5);
        payload = in.readNBytes(head >>> 8);
      }
      String begin = HexFormat.of().formatHex(payload).substring(0, 8);
      // 400 in the static table (RFC 7541, appendix A), perhaps behind the size of the other.
      assertTrue(begin.matches("(8c|3f..8c|3f....8c|[23].8c).*"), begin);
    }
  }

  @Test
  void aBodyThatNeverComesIsRefusedOnItsStream() throws IOException {
    Settings settings = Servers.CONFIG.with(HttpSettings.READ_TIMEOUT, Duration.ofSeconds(1));
    try (EchoHttpServer server = Servers.start(settings, Servers.greeter());
        var client = new RawHttp2(server.uri())) {
      client.begin();
      assertTrue(client.next(RawHttp2.DATA).text().contains("\"error\""));
    }
  }

  @ParameterizedTest
  @EnumSource
  void eventsComeOneByOneAndAHangUpIsNoticed(Way way) throws Exception {
    var ended = new CountDownLatch(1);
    var tool =
        Servers.tool(
            "tell",
            call -> {
              try {
                for (int i = 1; ; i++) {
                  call.progress().report(i, 1_000_000, "");
                  Thread.sleep(20);
                  call.cancellation().check();
                }
              } finally {
                ended.countDown();
              }
            });
    try (EchoHttpServer server = Servers.start(way.settings(), Servers.greeter(), tool)) {
      HttpClient client = way.client();
      assertEquals(200, status(client, post(server, Client.GREET)));
      HttpResponse<InputStream> stream =
          client.send(
              post(
                      server,
                      """
                      {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"tell",\
                      "_meta":{"progressToken":1}}}""")
                  .build(),
              BodyHandlers.ofInputStream());
      try (InputStream events = stream.body()) {
        byte[] first = events.readNBytes(200);
        assertTrue(new String(first, StandardCharsets.UTF_8).contains("notifications/progress"));
      }
      assertTrue(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1", "HTTP_1_TLS"})
  void whatRunsMayEndWhenTheServerDrains(Way way) throws Exception {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Tool tool = slow(begun, go);
    Settings settings = way.settings().with(ServerSettings.DRAIN_DELAY, Duration.ZERO);
    try (EchoHttpServer server =
        EchoHttpServer.start(
            settings, Servers.server(ExchangeListener.NONE, Servers.greeter(), tool))) {
      HttpClient client = way.client();
      assertEquals(200, status(client, post(server, Client.GREET)));
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(
              post(server, Client.GREET.replace("greet", "slow")).build(), BodyHandlers.ofString());
      begun.await();
      var drain = new Thread(server::drain);
      drain.start();
      while (isListening(server)) {
        Thread.onSpinWait();
      }
      go.countDown();
      assertTrue(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).body().contains("done"));
      drain.join();
    }
  }

  @Test
  void inHttp2WhoDrainsSaysSoAndAnswersWhatRuns() throws Exception {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Tool tool = slow(begun, go);
    Settings settings = Servers.CONFIG.with(ServerSettings.DRAIN_DELAY, Duration.ZERO);
    try (EchoHttpServer server = Servers.start(settings, tool);
        var client = new RawHttp2(server.uri())) {
      client.begin();
      client.end(Client.GREET.replace("greet", "slow"));
      begun.await();
      var drain = new Thread(server::drain);
      drain.start();
      client.next(RawHttp2.GOAWAY);
      go.countDown();
      assertTrue(client.next(RawHttp2.DATA).text().contains("done"));
      drain.join();
    }
  }

  @Test
  void whoKnowsThatTheServerSpeaksHttp2MayBeginWithIt() throws IOException {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter());
        var client = new RawHttp2(server.uri())) {
      client.begin();
      client.end(Client.GREET);
      assertEquals(Client.GREETING, client.next(RawHttp2.DATA).text());
    }
  }

  /** A proxy that forwards it would open a way past its rules. */
  @Test
  void nobodyUpgradesToHttp2() throws Exception {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter())) {
      HttpClient asking = HttpClient.newBuilder().version(Version.HTTP_2).build();
      HttpRequest get =
          HttpRequest.newBuilder(request(server).build().uri().resolve("/health")).build();
      assertEquals(Version.HTTP_1_1, asking.send(get, BodyHandlers.ofString()).version());
    }
  }

  @Test
  void theGuardKnowsTheAuthorityOfHttp2() throws IOException {
    Settings settings = Servers.CONFIG.with(EchoSettings.CHALLENGE, true);
    for (String path : List.of("/mcp", "/.well-known/oauth-protected-resource/mcp")) {
      try (EchoHttpServer server = EchoHttpServer.start(settings);
          var client = new RawHttp2(server.uri())) {
        client.get(path, "evil.example");
        String answer = client.next(RawHttp2.DATA).text();
        assertTrue(answer.contains("evil.example") && answer.contains("not allowed"), answer);
      }
    }
  }

  @Test
  void whatIsNoHttp2EndsTheConnection() throws IOException {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter());
        var client = new RawHttp2(server.uri())) {
      client.send("GET / HTTP/1.1\r\n\r\n".repeat(10).getBytes(StandardCharsets.US_ASCII));
      client.awaitEnd();
    }
  }

  @Test
  void aTlsHandshakeHasItsTime() throws Exception {
    Settings hasty = overTls().with(HttpSettings.READ_TIMEOUT, Duration.ofMillis(300));
    try (EchoHttpServer server = Servers.start(hasty, Servers.greeter());
        Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      // A record of 16 KB that the client begins with, a byte at a time.
      socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0x40, 0, 1, 0, 0x3F, (byte) 0xFC, 3});
      assertIsCutOff(socket);
    }
  }

  /** Sends the rest of a record of 16 KB, a byte at a time. */
  private static void assertIsCutOff(Socket socket) {
    assertThrows(
        IOException.class,
        () -> {
          for (int i = 0; i < 16_000; i++) {
            socket.getOutputStream().write(3);
            Thread.sleep(10);
          }
        });
  }

  /** Nobody above TLS hears of a record that is not whole. */
  @Test
  void aRecordOfTlsHasItsTime() throws Exception {
    Settings hasty = overTls().with(HttpSettings.READ_TIMEOUT, Duration.ofMillis(300));
    try (EchoHttpServer server = Servers.start(hasty, Servers.greeter());
        Socket socket = new Socket(server.uri().getHost(), server.uri().getPort());
        var tls =
            (SSLSocket)
                certificate
                    .trust()
                    .getSocketFactory()
                    .createSocket(socket, "localhost", socket.getPort(), false)) {
      tls.startHandshake();
      socket.getOutputStream().write(new byte[] {0x17, 3, 3, 0x40, 0});
      assertIsCutOff(socket);
    }
  }

  /** Twice as long as a record may take, request after request. */
  @Test
  void recordsThatArriveWholeMayGoOn() throws Exception {
    Settings hasty = overTls().with(HttpSettings.READ_TIMEOUT, Duration.ofMillis(300));
    try (EchoHttpServer server = Servers.start(hasty, Servers.greeter());
        var tls =
            (SSLSocket)
                certificate
                    .trust()
                    .getSocketFactory()
                    .createSocket("localhost", server.uri().getPort())) {
      for (int i = 0; i < 12; i++) {
        tls.getOutputStream()
            .write(
                "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        assertTrue(tls.getInputStream().read(new byte[8_192]) > 0);
        Thread.sleep(100);
      }
    }
  }

  @Test
  void whoSpeaksNoTlsToATlsPortIsAnsweredNothing() throws IOException {
    try (EchoHttpServer server = Servers.start(overTls(), Servers.greeter());
        Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket
          .getOutputStream()
          .write(
              "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertFalse(answer.contains("HTTP/1.1 200"), answer);
    }
  }

  static Settings overTls() {
    return Servers.CONFIG
        .with(ServerSettings.TLS_CERTIFICATE, folder.resolve("cert.pem"))
        .with(ServerSettings.TLS_KEY, folder.resolve("key.pem"));
  }

  private static Tool slow(CountDownLatch begun, CountDownLatch go) {
    return Servers.tool(
        "slow",
        call -> {
          begun.countDown();
          go.await();
          return ToolResult.text("done");
        });
  }

  private static boolean isListening(EchoHttpServer server) {
    try (var socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static JsonNode call(
      HttpClient client, EchoHttpServer server, String tool, String arguments) throws Exception {
    String body =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}"""
            .formatted(tool, arguments);
    String answer = client.send(post(server, body).build(), BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(answer).at("/result/structuredContent");
  }

  private static int status(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private static HttpRequest.Builder post(EchoHttpServer server, String body) {
    return request(server).POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder request(EchoHttpServer server) {
    URI uri = server.uri();
    return HttpRequest.newBuilder(
            URI.create(uri.getScheme() + "://localhost:" + uri.getPort() + uri.getPath()))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream");
  }
}
