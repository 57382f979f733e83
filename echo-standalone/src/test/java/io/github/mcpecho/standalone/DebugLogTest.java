package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that never come to the endpoint: one line each, and nothing that could be a secret. */
@Isolated("It reads what is logged.")
class DebugLogTest {
  @AutoClose
  final EchoHttpServer server =
      Servers.start(
          Servers.CONFIG.with(ServerSettings.IDLE_TIMEOUT, Duration.ofMillis(300)),
          Servers.greeter());

  @AutoClose final LogCapture log = new LogCapture("io.github.mcpecho", Level.FINE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /mcp%2Fs3cr3t | 400: the path is ambiguous (//, .. or an encoded slash), the MCP endpoint is /mcp",
        "GET /s3cr3t | 404: there is nothing here, the MCP endpoint is /mcp",
        "PO(T /mcp | 400: the method has a character that no method has"
      })
  void everyRequestIsOneLineThatSaysWhatBecameOfIt(String requestLine, String line)
      throws Exception {
    RawHttp.exchange(
        server.uri(), requestLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    LogRecord message = log.next();
    assertEquals(Level.FINE, message.getLevel());
    assertEquals(line, text(message));
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

  @Test
  void aConnectionOfHttp2ThatBreaksItsRulesIsOneLine() throws Exception {
    try (var client = new RawHttp2(server.uri())) {
      // DATA belongs to a stream (RFC 9113 §6.1).
      client.frame(RawHttp2.DATA, 0, 0, new byte[1]);
      client.awaitEnd();
    }

    String beginning = "A connection of HTTP/2 with /127.0.0.1:";
    String line = text(log.next());
    while (!line.startsWith(beginning)) {
      // A server of before may have a last word.
      line = text(log.next());
    }
    assertTrue(
        log.rest().stream().map(DebugLogTest::text).noneMatch(more -> more.startsWith(beginning)));
  }

  /** A request after the other: whatever the first one made the server log came before. */
  private void assertOnlyDebugBefore(RawHttp next, String what) throws IOException {
    try (next) {
      next.send("GET /last HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertEquals(404, next.response().status());
    }
    for (LogRecord message : log.rest()) {
      assertTrue(message.getLevel().intValue() < Level.INFO.intValue(), text(message) + what);
      assertNull(message.getThrown());
    }
  }

  private static String text(LogRecord message) {
    return new SimpleFormatter().formatMessage(message);
  }
}
