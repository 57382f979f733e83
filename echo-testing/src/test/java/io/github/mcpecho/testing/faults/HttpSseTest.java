package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.call;
import static io.github.mcpecho.testing.faults.Wire.ANSWER;
import static io.github.mcpecho.testing.faults.Wire.ECHO;
import static io.github.mcpecho.testing.faults.Wire.STREAM_HEAD;
import static io.github.mcpecho.testing.faults.Wire.chunk;
import static io.github.mcpecho.testing.faults.Wire.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.Sessions;
import io.github.mcpecho.testing.Setup;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSseTest {
  private static final String ACCEPTED =
      """
      HTTP/1.1 202 Accepted\r
      Content-Length: 0\r
      Connection: close\r
      \r
      """;
  private static final String NOT_FOUND = ACCEPTED.replace("202 Accepted", "404 Not Found");

  @AutoClose
  private final McpEchoServer server = McpEchoServer.builder().with(new HttpSse()).start();

  @Test
  void aGetOpensAStreamAndResponsesComeOnIt() throws Exception {
    try (var stream = open(1)) {
      assertEquals(Wire.fromServlet(ACCEPTED), post(1, Wire.INITIALIZED));
      assertEquals(ACCEPTED, post(1, ECHO));

      String event = chunk(message(ANSWER));
      assertEquals(event, stream.read(event.getBytes(UTF_8).length));
      requireNothingOn(stream);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSessionIsLostForGoodOnceItExpires(boolean sessionsFirst) throws Exception {
    var builder = McpEchoServer.builder();
    Setup sessions = Sessions.create().expiringAfter(1).withoutListening();
    Setup transport = new HttpSse();
    builder.with(sessionsFirst ? sessions : transport).with(sessionsFirst ? transport : sessions);
    try (McpEchoServer expiring = builder.start();
        var stream = new RawHttp(expiring.uri())) {
      stream.request("GET");
      stream.readUntil("\n\n\r\n");

      for (int status : List.of(202, 404, 404)) {
        try (var exchange = new RawHttp(expiring.uri())) {
          exchange.post("/mcp/messages?sessionId=1", ECHO);
          assertEquals(status, exchange.response().status());
        }
      }
    }
  }

  @Test
  void eachStreamHasItsOwnResponses() throws Exception {
    try (var first = open(1);
        var second = open(2)) {
      post(2, ECHO.replace("7", "8"));
      post(1, ECHO);

      String toFirst = chunk(message(ANSWER));
      assertEquals(toFirst, first.read(toFirst.getBytes(UTF_8).length));
      String toSecond = chunk(message(ANSWER.replace("7", "8")));
      assertEquals(toSecond, second.read(toSecond.getBytes(UTF_8).length));
    }
  }

  @Test
  void progressComesFirst() throws Exception {
    try (var stream = open(1)) {
      post(
          1,
          """
          {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"requestTiming","arguments":{"events":1,"intervalMs":10},"_meta":{"progressToken":"t"}}}\
          """);

      stream.readUntil("notifications/progress");
      stream.readUntil("\"id\":7");
    }
  }

  @Test
  void thereIsNoStreamableHttp() throws Exception {
    String expected =
        """
        HTTP/1.1 405 Method Not Allowed\r
        Allow: GET\r
        Content-Length: 0\r
        Connection: close\r
        \r
        """;

    assertEquals(expected, RawHttp.answer(server.uri(), ECHO));
    assertEquals(expected, RawHttp.answer(server.uri().resolve("/mcp/"), ECHO));
    assertEquals(expected, RawHttp.answer(server.uri(), "DELETE", "Accept", "*/*"));
  }

  @Test
  void whatIsNoMessageIsRefused() throws Exception {
    try (var stream = open(1)) {
      assertEquals(
          Wire.fromServlet(
              Wire.json(
                  "400 Bad Request",
                  """
                  {"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error: the body is empty"}}\
                  """)),
          post(1, ""));
      requireNothingOn(stream);
    }
  }

  @Test
  void aStreamEndsWithItsClientAndAtAReset() throws Exception {
    assertEquals(NOT_FOUND, post(1, ECHO));
    try (var stream = open(1)) {
      server.reset();
      assertEquals(NOT_FOUND, post(1, ECHO));
      assertEquals("0\r\n\r\n", stream.rest());
    }
  }

  @Test
  void whereOtherServersHaveTheStreamItIsSaidWhereItIs() throws Exception {
    for (String path : List.of("/sse", "/sse/", "/messages", "/v1/sse")) {
      HttpResponse<String> answer =
          new Client(server.uri()).get(server.uri().resolve(path).toString());

      assertEquals(404, answer.statusCode());
      assertEquals("The stream is opened by a GET to /mcp", answer.body());
    }
  }

  @Test
  void rulesGoFirst() throws Exception {
    server.on(call("echo")).then(Fault.close(Stage.BEFORE_HEADERS));

    try (var stream = open(1)) {
      assertEquals("", post(1, ECHO));
      requireNothingOn(stream);
    }
  }

  private void requireNothingOn(RawHttp stream) throws IOException {
    server.close();
    assertEquals("", stream.rest());
  }

  private RawHttp open(int number) throws IOException {
    var stream = new RawHttp(server.uri());
    stream.request("GET", "Accept", "text/event-stream");
    String event = chunk("event: endpoint\ndata: /mcp/messages?sessionId=" + number + "\n\n");
    assertEquals(STREAM_HEAD + event, stream.readUntil("\n\n\r\n"));
    return stream;
  }

  private String post(int number, String body) throws IOException {
    try (var exchange = new RawHttp(server.uri())) {
      exchange.post("/mcp/messages?sessionId=" + number, body);
      return exchange.rest();
    }
  }
}
