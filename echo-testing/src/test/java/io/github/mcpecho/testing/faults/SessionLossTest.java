package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.anyPost;
import static io.github.mcpecho.testing.faults.Wire.ECHO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.RawExchange;
import io.github.mcpecho.testing.TestClient;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionLossTest {
  private static final String ID = "Mcp-Session-Id";
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

  @AutoClose private final McpEchoServer server = Wire.server();
  private final TestClient client = new TestClient(server.uri());

  @ParameterizedTest
  @ValueSource(ints = {404, 400})
  void aSessionIsLostAfterSoManyRequests(int status) throws Exception {
    server.on(anyPost()).then(Negotiation.sessionLost(status, 2));

    HttpResponse<String> opened = client.post(INITIALIZE);
    assertEquals(200, opened.statusCode());
    assertEquals(Optional.of("session-1"), opened.headers().firstValue(ID));
    assertEquals(202, in("session-1", Wire.INITIALIZED));
    assertEquals(200, in("session-1", ECHO));
    assertEquals(200, in("session-1", ECHO));
    assertEquals(status, in("session-1", ECHO));
    assertEquals(status, in("session-1", Wire.INITIALIZED));
    assertEquals(status, in("session-1", INITIALIZE));
    assertTrue(get("session-1").startsWith("HTTP/1.1 " + status + " "));
    assertEquals(200, client.post(ECHO).statusCode());
    assertEquals("session-lost", Negotiation.sessionLost(status, 2).name());
  }

  @Test
  void aNewSessionIsAnotherOne() throws Exception {
    server.on(anyPost()).then(Negotiation.sessionLost(404, 0));
    client.post(INITIALIZE);
    assertEquals(404, in("session-1", ECHO));

    assertEquals(Optional.of("session-2"), client.post(INITIALIZE).headers().firstValue(ID));
    assertEquals(202, in("session-2", Wire.INITIALIZED));
    assertEquals(404, in("session-1", Wire.INITIALIZED));
  }

  @Test
  void aDeleteEndsTheSession() throws Exception {
    server.on(anyPost()).then(Negotiation.sessionLost(404, 5));
    client.post(INITIALIZE);
    client.post(INITIALIZE);

    assertEquals(
        """
        HTTP/1.1 200 OK\r
        Content-Length: 0\r
        Connection: close\r
        \r
        """,
        RawExchange.of(server.uri(), "DELETE", ID, "session-1"));
    assertEquals(404, in("session-1", ECHO));
    assertEquals(200, in("session-2", ECHO));
  }

  @Test
  void aResetForgetsTheSessions() throws Exception {
    server.on(anyPost()).then(Negotiation.sessionLost(404, 0));
    client.post(INITIALIZE);
    assertEquals(404, in("session-1", ECHO));

    server.reset();

    assertEquals(200, in("session-1", ECHO));
  }

  private int in(String session, String body) throws Exception {
    return client.post(body, ID, session).statusCode();
  }

  private String get(String session) throws Exception {
    return RawExchange.of(server.uri(), "GET", ID, session);
  }
}
