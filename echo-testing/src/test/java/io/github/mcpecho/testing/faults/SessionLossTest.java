package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.anyPost;
import static io.github.mcpecho.testing.faults.Wire.ECHO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.McpEchoServer;
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
  private final Client client = new Client(server.uri());

  @ParameterizedTest
  @ValueSource(ints = {404, 400})
  void aSessionIsLostAfterSoManyRequests(int status) throws Exception {
    server.on(anyPost()).then(Negotiation.sessionLost(status, 2));

    HttpResponse<String> opened = client.postMcp(INITIALIZE);
    assertEquals(200, opened.statusCode());
    assertEquals(Optional.of("session-1"), opened.headers().firstValue(ID));
    assertEquals(202, in("session-1", Wire.INITIALIZED));
    assertEquals(200, in("session-1", ECHO));
    assertEquals(200, in("session-1", ECHO));
    assertEquals(status, in("session-1", ECHO));
    assertEquals(status, in("session-1", Wire.INITIALIZED));
    assertEquals(status, in("session-1", INITIALIZE));
    assertTrue(get("session-1").startsWith("HTTP/1.1 " + status + " "));
    assertEquals(200, client.postMcp(ECHO).statusCode());
    assertEquals("session-lost", Negotiation.sessionLost(status, 2).name());
  }

  @Test
  void aNewSessionIsAnotherOne() throws Exception {
    server.on(anyPost()).then(Negotiation.sessionLost(404, 0));
    client.postMcp(INITIALIZE);
    assertEquals(404, in("session-1", ECHO));

    assertEquals(Optional.of("session-2"), client.postMcp(INITIALIZE).headers().firstValue(ID));
    assertEquals(202, in("session-2", Wire.INITIALIZED));
    assertEquals(404, in("session-1", Wire.INITIALIZED));
  }

  @Test
  void aDeleteEndsTheSession() throws Exception {
    server.on(anyPost()).then(Negotiation.sessionLost(404, 5));
    client.postMcp(INITIALIZE);
    client.postMcp(INITIALIZE);

    assertEquals(
        """
        HTTP/1.1 200 OK\r
        Content-Length: 0\r
        Connection: close\r
        \r
        """,
        RawHttp.answer(server.uri(), "DELETE", ID, "session-1"));
    assertEquals(404, in("session-1", ECHO));
    assertEquals(200, in("session-2", ECHO));
  }

  @Test
  void aResetForgetsTheSessions() throws Exception {
    server.on(anyPost()).then(Negotiation.sessionLost(404, 0));
    client.postMcp(INITIALIZE);
    assertEquals(404, in("session-1", ECHO));

    server.reset();

    assertEquals(200, in("session-1", ECHO));
  }

  private int in(String session, String body) throws Exception {
    return client.postMcp(body, ID, session).statusCode();
  }

  private String get(String session) throws Exception {
    return RawHttp.answer(server.uri(), "GET", ID, session);
  }
}
