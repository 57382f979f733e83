package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.testing.faults.Fault;
import io.github.mcpecho.testing.faults.HttpSse;
import io.github.mcpecho.testing.faults.Stage;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with a certificate that it made itself. */
class HttpsTest {
  private static final int GIVE_UP_SECONDS = 20;
  private static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}""";
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

  @AutoClose
  private final McpEchoServer server =
      McpEchoServer.builder().https().with(Sessions.create()).start();

  @Test
  void aClientThatTrustsTheAuthorityIsServed() throws Exception {
    HttpResponse<String> answer = post(trusting(server), server.uri(), INITIALIZE);

    assertEquals("https", server.uri().getScheme());
    assertEquals(200, answer.statusCode(), answer.body());
    // A fault writes to the connection of one request.
    assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
    assertEquals("initialize", server.takeCall().rpcMethod());
  }

  /** The JDK's client compares the host with the certificate. */
  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void itIsForThisMachineByItsNames(String host) throws Exception {
    URI endpoint = URI.create("https://" + host + ":" + server.uri().getPort() + "/mcp");

    assertEquals(200, post(trusting(server), endpoint, INITIALIZE).statusCode());
    assertTrue(shown(server).getSubjectAlternativeNames().toString().contains("0:0:0:0:0:0:0:1"));
  }

  @Test
  void otherClientsDoNotTrustIt() {
    HttpClient usual = HttpClient.newHttpClient();
    HttpClient ofAnother =
        HttpClient.newBuilder().sslContext(TestAuthority.create().sslContext()).build();

    assertThrows(SSLException.class, () -> post(usual, server.uri(), ECHO));
    assertThrows(SSLException.class, () -> post(ofAnother, server.uri(), ECHO));
  }

  @Test
  void severalServersMayHaveOneAuthority() throws Exception {
    TestAuthority authority = TestAuthority.create("mcp.example.com");
    HttpClient client = HttpClient.newBuilder().sslContext(authority.sslContext()).build();
    try (var one = McpEchoServer.builder().https(authority).start();
        var other = McpEchoServer.builder().https(authority).start()) {
      assertEquals(200, post(client, one.uri(), ECHO).statusCode());
      assertEquals(200, post(client, other.uri(), ECHO).statusCode());
      assertTrue(shown(one).getSubjectAlternativeNames().toString().contains("mcp.example.com"));
    }
  }

  @Test
  void thePemIsTheAuthority() throws Exception {
    var read =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    server.authority().pem().getBytes(StandardCharsets.US_ASCII)));

    assertEquals(server.authority().certificate(), read);
    read.verify(read.getPublicKey());
    shown(server).verify(read.getPublicKey());
    // It may certify, and is for nothing else.
    assertTrue(server.authority().certificate().getBasicConstraints() >= 0);
    assertTrue(server.authority().certificate().getKeyUsage()[5]);
    assertEquals(-1, shown(server).getBasicConstraints());
  }

  @Test
  void withoutTlsThereIsNoAuthority() {
    try (McpEchoServer plain = McpEchoServer.start()) {
      assertThrows(IllegalStateException.class, plain::authority);
    }
  }

  @Test
  void aHangUpIsSeen() throws Exception {
    var begun = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    McpEchoServer plain = McpEchoServer.builder().https().start();
    plain
        .on(call("echo"))
        .then(
            client -> {
              begun.countDown();
              try {
                Fault.stall(Stage.MID_EVENT).answer(client);
              } finally {
                ended.countDown();
              }
            });
    try (plain) {
      try (Socket socket = socket(plain)) {
        send(socket, "POST", "", ECHO);
        assertTrue(begun.await(GIVE_UP_SECONDS, TimeUnit.SECONDS));
        readUntil(socket, "data: ");
      }

      assertTrue(ended.await(GIVE_UP_SECONDS, TimeUnit.SECONDS));
      plain.verifyCancelled(call("echo"));
    }
  }

  @Test
  void aResetIsOneOfTcp() throws Exception {
    server.on(call("echo")).then(Fault.reset(Stage.AFTER_HEADERS));
    String session = session();
    try (Socket socket = socket(server)) {
      send(socket, "POST", session, ECHO);
      InputStream in = socket.getInputStream();
      IOException broken = assertThrows(IOException.class, in::readAllBytes);
      assertTrue(broken.getMessage().contains("reset"), broken::toString);
    }
  }

  @Test
  void aPushArrivesOnTheStreamOfTheGet() throws Exception {
    String session = session();
    try (Socket socket = socket(server)) {
      send(socket, "GET", session, "");
      server.push(ServerNotification.toolsListChanged());

      assertTrue(readUntil(socket, "list_changed").contains("text/event-stream"));
    }
  }

  @Test
  void theAuthorizationServerIsThereToo() throws Exception {
    try (McpEchoServer wanting =
        McpEchoServer.builder().https().with(ProtectedResource.create()).start()) {
      HttpResponse<String> refusal = post(trusting(wanting), wanting.uri(), ECHO);
      String challenge = refusal.headers().firstValue("WWW-Authenticate").orElse("");
      String base = wanting.uri().resolve("/").toString();

      assertEquals(401, refusal.statusCode());
      assertTrue(challenge.contains("resource_metadata=\"" + base), challenge);
      HttpResponse<String> metadata =
          trusting(wanting)
              .send(
                  HttpRequest.newBuilder(
                          wanting.uri().resolve("/.well-known/oauth-authorization-server"))
                      .build(),
                  BodyHandlers.ofString());
      assertTrue(metadata.body().contains("\"token_endpoint\":\"" + base), metadata.body());
      assertFalse(metadata.body().contains("http://"), metadata.body());
    }
  }

  @Test
  void theTransportOf2024IsThereToo() throws Exception {
    try (McpEchoServer old = McpEchoServer.builder().https().with(new HttpSse()).start();
        Socket socket = socket(old)) {
      send(socket, "GET", "", "");
      String endpoint = readUntil(socket, "sessionId=1\n\n").replaceAll("(?s).*data: ", "").strip();
      post(trusting(old), old.uri().resolve(endpoint), ECHO);

      assertTrue(readUntil(socket, "\"id\":7").contains("event: message"));
    }
  }

  private static HttpClient trusting(McpEchoServer server) {
    return HttpClient.newBuilder().sslContext(server.authority().sslContext()).build();
  }

  private String session() throws Exception {
    return post(trusting(server), server.uri(), INITIALIZE)
        .headers()
        .firstValue("Mcp-Session-Id")
        .orElseThrow();
  }

  private static HttpResponse<String> post(HttpClient client, URI endpoint, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static Socket socket(McpEchoServer server) throws IOException {
    Socket socket =
        server
            .authority()
            .sslContext()
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), server.uri().getPort());
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(GIVE_UP_SECONDS));
    return socket;
  }

  private static X509Certificate shown(McpEchoServer server) throws IOException {
    try (var socket = (SSLSocket) socket(server)) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static void send(Socket socket, String verb, String session, String body)
      throws IOException {
    String head =
        """
        %s %s HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Accept: application/json, text/event-stream\r
        Content-Length: %d\r
        """
            .formatted(verb, "/mcp", body.length());
    String ofSession = session.isEmpty() ? "" : "Mcp-Session-Id: " + session + "\r\n";
    socket
        .getOutputStream()
        .write((head + ofSession + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
  }

  private static String readUntil(Socket socket, String end) throws IOException {
    var read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.UTF_8).endsWith(end)) {
      int next = socket.getInputStream().read();
      assertTrue(next >= 0, read::toString);
      read.write(next);
    }
    return read.toString(StandardCharsets.UTF_8);
  }
}
