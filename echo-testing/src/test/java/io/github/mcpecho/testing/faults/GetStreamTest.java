package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.anyGet;
import static io.github.mcpecho.testing.faults.Wire.STREAM_HEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.McpEchoServer;
import java.net.SocketException;
import java.util.OptionalInt;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class GetStreamTest {
  @AutoClose private final McpEchoServer server = Wire.server();

  @Test
  void itOpensAndStaysOpen() throws Exception {
    server.on(anyGet()).then(GetStream.open());

    try (var exchange = new RawHttp(server.uri())) {
      exchange.request("GET", "Accept", "text/event-stream");
      assertEquals(STREAM_HEAD, exchange.readUntil("\r\n\r\n"));
      server.close();
      assertEquals("", exchange.rest());
    }
    assertEquals("get-stream-open", GetStream.open().name());
  }

  @Test
  void itEndsAtOnce() throws Exception {
    server.on(anyGet()).then(GetStream.ending());

    assertEquals(STREAM_HEAD + "0\r\n\r\n", RawHttp.answer(server.uri(), "GET", "Accept", "*/*"));
    assertEquals("get-stream-ends", GetStream.ending().name());
  }

  @Test
  void itIsCut() throws Exception {
    server.on(anyGet()).then(GetStream.cut());

    assertThrows(SocketException.class, () -> RawHttp.answer(server.uri(), "GET", "Accept", "*/*"));
    assertEquals(OptionalInt.of(200), server.takeCall().status());
    assertEquals("get-stream-cut", GetStream.cut().name());
  }

  @Test
  void thereIsNone() throws Exception {
    server.on(anyGet()).then(GetStream.refused(405), GetStream.refused(404));

    assertEquals(
        """
        HTTP/1.1 405 Method Not Allowed\r
        Allow: POST\r
        Content-Length: 0\r
        Connection: close\r
        \r
        """,
        RawHttp.answer(server.uri(), "GET", "Accept", "*/*"));
    assertEquals(
        """
        HTTP/1.1 404 Not Found\r
        Content-Length: 0\r
        Connection: close\r
        \r
        """,
        RawHttp.answer(server.uri(), "GET", "Accept", "*/*"));
    assertEquals("get-stream-refused", GetStream.refused(405).name());
  }
}
