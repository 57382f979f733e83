package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.anyGet;
import static io.github.mcpecho.testing.CallMatcher.anyPost;
import static io.github.mcpecho.testing.CallMatcher.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.faults.Conversation;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientConnectionTest {
  private static final String LIST =
      """
      {"jsonrpc":"2.0","id":8,"method":"tools/list"}""";
  private static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}""";

  private static final Headers WITHOUT_VERSION =
      Headers.of("Host", "localhost", "Content-Type", "application/json");

  @AutoClose private final McpEchoServer server = McpEchoServer.start();
  private final Client client = new Client(server.uri());

  @Test
  void aBehaviourLeavesARuleForLaterCalls() throws Exception {
    server
        .on(call("echo"))
        .then(
            connection -> {
              connection.later(anyPost()).after(1).times(1).then(answering(500));
              answering(202).answer(connection);
            });
    server.on(anyPost()).after(1).then(answering(501));

    assertEquals(202, client.postMcp(ECHO).statusCode());
    assertEquals(501, client.postMcp(LIST).statusCode());
    assertEquals(500, client.postMcp(LIST).statusCode());
    assertEquals(501, client.postMcp(LIST).statusCode());
    client.postMcp(ECHO);
    server.reset();
    assertEquals(200, client.postMcp(LIST).statusCode());
    assertEquals(200, client.postMcp(LIST).statusCode());
  }

  @Test
  void aBehaviourThatWasOvertakenByAResetLeavesNoRule() throws Exception {
    server
        .on(call("echo"))
        .then(
            connection -> {
              server.reset();
              connection.later(anyPost()).then(answering(500));
              answering(202).answer(connection);
            });

    assertEquals(202, client.postMcp(ECHO).statusCode());
    assertEquals(200, client.postMcp(LIST).statusCode());
  }

  @Test
  void onlyTheNewestHundredRulesOfBehavioursAreKept() throws Exception {
    server
        .on(anyPost())
        .then(
            connection -> {
              connection.later(anyGet().withHeader("X-Oldest")).then(answering(500));
              for (int i = 0; i < 99; i++) {
                connection.later(anyGet().withHeader("X-Newer")).then(answering(501));
              }
              answering(200).answer(connection);
            });
    server.on(anyGet()).then(answering(502));

    client.postMcp(ECHO);
    assertTrue(get("X-Oldest").startsWith("HTTP/1.1 500 "));
    assertTrue(get("X-Newer").startsWith("HTTP/1.1 501 "));
    server
        .on(anyPost())
        .then(
            connection -> {
              connection.later(call("echo")).then(answering(503));
              answering(200).answer(connection);
            });
    client.postMcp(LIST);
    assertTrue(get("X-Oldest").startsWith("HTTP/1.1 502 "));
    assertTrue(get("X-Newer").startsWith("HTTP/1.1 501 "));
    assertEquals(503, client.postMcp(ECHO).statusCode());
  }

  /** A stream has one head: what is refused behind it comes as an event, and words not at all. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "false | Content-Type         | text/plain | 2 | \"error\"",
        "false | MCP-Protocol-Version | 2026-07-28 | 2 | \"error\"",
        "false | MCP-Protocol-Version | 1999-01-01 | 2 | \"error\"",
        "false | MCP-Protocol-Version | 2025-11-25 | 2 | \"result\"",
        "true  | Mcp-Session-Id       | unknown    | 1 | \"hi\"",
      })
  void aRefusalBehindAnOpenStreamIsPartOfIt(
      boolean sessions, String header, String value, int events, String last) throws Exception {
    McpEchoServerBuilder builder = McpEchoServer.builder();
    try (McpEchoServer own = (sessions ? builder.with(Sessions.create()) : builder).start()) {
      own.on(anyPost()).then(Conversation.telling(ServerNotification.log("info", "hi")));
      try (var http = new RawHttp(own.uri())) {
        http.post("/mcp", LIST, header, value);
        String answer = http.rest();

        assertEquals(1, answer.split("HTTP/1.1 ", -1).length - 1, answer);
        assertEquals(events, answer.split("data: ", -1).length - 1, answer);
        assertTrue(answer.substring(answer.lastIndexOf("data: ")).contains(last), answer);
        assertTrue(answer.endsWith("\r\n0\r\n\r\n"), answer);
        assertEquals(200, own.calls().get(0).status().orElseThrow());
      }
    }
  }

  @Test
  void theServerCanBeAskedWithOtherHeadersThanTheClientSent() throws Exception {
    server
        .on(anyPost())
        .then(
            connection ->
                answering(connection.serverAnswer(WITHOUT_VERSION).status()).answer(connection),
            connection -> answering(connection.serverAnswer().status()).answer(connection),
            connection ->
                answering(connection.serverAnswer(Headers.of("Host", "localhost")).status())
                    .answer(connection));

    assertEquals(200, client.postMcp(LIST, "MCP-Protocol-Version", "none").statusCode());
    assertEquals(400, client.postMcp(LIST, "MCP-Protocol-Version", "none").statusCode());
    assertEquals(415, client.postMcp(LIST).statusCode());
  }

  @Test
  void newNumbersAreDifferent() throws Exception {
    server
        .on(anyPost())
        .then(connection -> answering(200 + (int) connection.newNumber()).answer(connection));

    assertEquals(201, client.postMcp(LIST).statusCode());
    assertEquals(202, client.postMcp(LIST).statusCode());
  }

  @Test
  void aStallEndsWhenTheClientHangsUpWhateverItSentBefore() throws Exception {
    var stalled = new CompletableFuture<Void>();
    server
        .on(anyPost())
        .then(
            connection -> {
              try {
                connection.stall();
              } catch (IOException e) {
                stalled.completeExceptionally(e);
                throw e;
              }
            });

    try (var exchange = new RawHttp(server.uri())) {
      exchange.post(ECHO);
      server.takeCall();
      exchange.post("x".repeat(10_000));
    }

    ExecutionException end =
        assertThrows(ExecutionException.class, () -> stalled.get(20, TimeUnit.SECONDS));
    assertEquals("java.io.EOFException: The client is gone", end.getMessage());
    server.verify(Count.exactly(1), anyPost());
  }

  private String get(String header) throws IOException {
    return RawHttp.answer(server.uri(), "GET", header, "yes", "Connection", "close");
  }

  private static Behaviour answering(int status) {
    return connection ->
        connection.writeHead(
            status, "Scripted", Headers.of("Content-Length", "0", "Connection", "close"));
  }
}
