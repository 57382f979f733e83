package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.anyGet;
import static io.github.mcpecho.testing.CallMatcher.call;
import static io.github.mcpecho.testing.faults.Wire.ANSWER;
import static io.github.mcpecho.testing.faults.Wire.ECHO;
import static io.github.mcpecho.testing.faults.Wire.message;
import static io.github.mcpecho.testing.faults.Wire.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.McpEchoServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A stream that ends before the response, as conformance scenario sse-retry has it. */
class ResumptionTest {
  private static final Sse CLOSING = Sse.framing().closeBeforeResult(500);

  @AutoClose private final McpEchoServer server = Wire.server();

  @Test
  void theStreamEndsBeforeTheResponseAndAGetBringsIt() throws Exception {
    server.on(call("echo")).then(CLOSING);

    String first = RawHttp.answer(server.uri(), ECHO);

    assertEquals(stream("id: 1-1\nretry: 500\ndata: \n\n"), first);
    EventStream read = EventStream.of(first.getBytes(StandardCharsets.UTF_8));
    assertEquals("500", read.retry());
    assertEquals(List.of(new EventStream.Event("1-1", "message", "")), read.events());
    assertTrue(read.complete());
    assertEquals(stream(message(ANSWER)), resume("1-1"));
    assertEquals(stream(message(ANSWER)), resume("1-1"));
    assertEquals("sse close-before-result 500", CLOSING.toString());
  }

  @Test
  void theRestIsFramedAsTheBeginningIs() throws Exception {
    server.on(call("echo")).then(CLOSING.crlf().commentKeepAlive(1).wrongId());

    assertEquals(
        stream("id: 1-1\r\nretry: 500\r\ndata: \r\n\r\n", ": keepalive\r\n\r\n"),
        RawHttp.answer(server.uri(), ECHO));
    assertEquals(
        stream("event: message\r\ndata: " + ANSWER.replace("7", "999999999") + "\r\n\r\n"),
        resume("1-1"));
  }

  @Test
  void eachStreamHasItsOwnResponse() throws Exception {
    server.on(call("echo")).then(CLOSING);
    RawHttp.answer(server.uri(), ECHO);
    RawHttp.answer(server.uri(), ECHO.replace("7", "8"));

    assertEquals(stream(message(ANSWER.replace("7", "8"))), resume("2-1"));
    assertEquals(stream(message(ANSWER)), resume("1-1"));
  }

  @Test
  void anotherGetIsAnsweredAsAlways() throws Exception {
    server.on(call("echo")).then(CLOSING);
    RawHttp.answer(server.uri(), ECHO);
    server.on(anyGet()).then(GetStream.ending());

    assertEquals(stream(), resume("9-1"));
    assertEquals(stream(message(ANSWER)), resume("1-1"));
  }

  @Test
  void aResetForgetsTheResponses() throws Exception {
    server.on(call("echo")).then(CLOSING);
    RawHttp.answer(server.uri(), ECHO);
    server.reset();
    server.on(anyGet()).then(GetStream.ending());

    assertEquals(stream(), resume("1-1"));
  }

  @Test
  void onlyTheNewestHundredAreKept() throws Exception {
    server.on(call("echo")).then(CLOSING);
    for (int i = 0; i < 101; i++) {
      RawHttp.answer(server.uri(), ECHO);
    }
    server.on(anyGet()).then(GetStream.ending());

    assertEquals(stream(), resume("1-1"));
    assertEquals(stream(message(ANSWER)), resume("2-1"));
    assertEquals(stream(message(ANSWER)), resume("101-1"));
  }

  private String resume(String id) throws IOException {
    return RawHttp.answer(server.uri(), "GET", "Accept", "text/event-stream", "Last-Event-ID", id);
  }
}
