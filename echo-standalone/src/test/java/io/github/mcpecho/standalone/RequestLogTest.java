package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The line of each request: why it was refused, and nothing that could be a secret. */
class RequestLogTest {
  @AutoClose
  final EchoHttpServer server =
      Servers.start(Servers.CONFIG.withIdleTimeout(Duration.ofMillis(300)), Servers.greeter());

  private final BlockingQueue<LogRecord> messages = new LinkedBlockingQueue<>();
  private final Logger own = Logger.getLogger("io.github.mcpecho");
  private final Level level = own.getLevel();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord message) {
          messages.add(message);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    own.setLevel(Level.FINE);
    own.addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    own.removeHandler(handler);
    own.setLevel(level);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POST /mcp?key=s3cr3t | localhost | {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"greet"}} | 200 POST /mcp in # µs: tools/call greet
          POST /mcp;v=s3cr3t   | localhost | {"jsonrpc":"2.0","id":7,"method":"ping"} | 200 POST /mcp in # µs: ping
          POST /mcp | localhost | {"jsonrpc":"2.0","method":"notifications/initialized"} | 202 POST /mcp in # µs
          POST /mcp | localhost | {"jsonrpc":"2.0","id":7,"method":"s3cr3t"} | 200 POST /mcp in # µs: error -32601
          POST /mcp | localhost | {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"s3cr3t"}} | 200 POST /mcp in # µs: tools/call error -32602
          POST /mcp | localhost | {s3cr3t | 400 POST /mcp in # µs: error -32700
          POST /mcp | s3cr3t.example | {} | 403 POST /mcp in # µs: Host or Origin is not allowed
          GET /mcp | localhost | {} | 405 GET /mcp in # µs: this endpoint takes POST, one JSON-RPC message each
          POST /mcp%2Fs3cr3t | localhost | {} | 400: the path is ambiguous (//, .. or an encoded slash), the MCP endpoint is /mcp
          GET /s3cr3t | localhost | {} | 404: there is nothing here, the MCP endpoint is /mcp
          PO(T /mcp | localhost | {} | 400: the request line or a header is malformed, or they name different hosts
          """)
  void everyRequestIsOneLineThatSaysWhatBecameOfIt(
      String requestLine, String host, String body, String line) throws Exception {
    RawHttp.exchange(
        server.uri(),
        "%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(requestLine, host, body.length(), body));

    LogRecord message = messages.poll(20, TimeUnit.SECONDS);
    assertNotNull(message);
    assertEquals(Level.FINE, message.getLevel());
    assertEquals(line, text(message).replaceFirst("[0-9]+ µs", "# µs"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "POST /mcp HTTP/1.1\r\nHost: localh",
        "POST /mcp HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Content-Type: application/json\r\n"
            + "Content-Length: 9\r\n\r\n"
            + "{"
      })
  void aClientThatStopsWithinItsRequestIsNoFailureOfTheServer(String beginning) throws Exception {
    RawHttp.exchange(server.uri(), beginning);
    assertOnlyDebugBefore(new RawHttp(server.uri()), beginning);
  }

  @Test
  void aClientThatHangsUpWithinItsRequestIsNoFailureOfTheServer() throws Exception {
    try (var client = new RawHttp(server.uri())) {
      client.send("POST /mcp HTTP/1.1\r\nHost: localh");
      client.hangUp();
    }
    assertOnlyDebugBefore(new RawHttp(server.uri()), "hung up");
  }

  /** A request after the other: whatever the first one made the server log came before. */
  private void assertOnlyDebugBefore(RawHttp next, String what) throws IOException {
    try (next) {
      next.send("GET /last HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertEquals(404, next.response().status());
    }
    for (LogRecord message : messages) {
      assertTrue(message.getLevel().intValue() < Level.INFO.intValue(), text(message) + what);
      assertNull(message.getThrown());
    }
  }

  private static String text(LogRecord message) {
    return new java.util.logging.SimpleFormatter().formatMessage(message);
  }
}
