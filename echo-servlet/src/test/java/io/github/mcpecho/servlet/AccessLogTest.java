package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.ServerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessLogTest {
  private final Logger logger = Logger.getLogger(HttpSettings.ACCESS_LOGGER);
  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord message) {
          lines.add(message.getLevel() + " " + new SimpleFormatter().formatMessage(message));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  @Test
  void aLineIsMadeOfTheExchangeToTheByte() {
    assertEquals(
        "INFO {\"time\":\"2026-01-02T03:04:05.006Z\",\"requestId\":\"00000000000000ff\","
            + "\"client\":\"203.0.113.7\",\"peer\":\"192.0.2.7\",\"verb\":\"POST\","
            + "\"path\":\"/mcp\",\"status\":504,\"micros\":1234,\"bodyBytes\":3,"
            + "\"revision\":\"2025-11-25\",\"why\":\"too late\"}",
        line(
            McpEcho.builder().build(),
            "/mcp",
            Headers.of("X-Forwarded-For", "203.0.113.7", "MCP-Protocol-Version", "2025-11-25")));
  }

  @Test
  void aPathForgesNothing() {
    assertEquals(
        "\\\"}\\\\n{\\\"status\\\":200}\\\\u001b[2J\\\\u202e{0}'%n\\\\",
        path("\"}\n{\"status\":200}\u001b[2J\u202e{0}'%n\\"));
    assertEquals("/a", path("/a?b"));
    assertEquals("/a", path("/a#b"));
    assertEquals("/a", path("/a;b/c"));
    assertEquals("/" + "x".repeat(99) + "… (5001 characters)", path("/" + "x".repeat(5_000)));
  }

  @Test
  void aServerWithoutRedactionShowsWhatCameButForgesNothing() {
    var plain = McpServer.builder(new ServerInfo("test", "Test", "1", ""), List.of()).build();

    assertEquals(
        "INFO {\"time\":\"2026-01-02T03:04:05.006Z\",\"requestId\":\"r-1\","
            + "\"client\":\"a\\\\nb\",\"peer\":\"192.0.2.7\",\"verb\":\"POST\","
            + "\"path\":\"/mcp\",\"status\":504,\"micros\":1234,\"bodyBytes\":3,"
            + "\"why\":\"too late\"}",
        line(plain, "/mcp", Headers.of("X-Real-IP", "a\nb", "X-Request-Id", "r-1")));
  }

  @Test
  void nobodyWhoDoesNotAskGetsAnId() {
    var off = new AccessLog(McpEcho.builder().build(), false, () -> 255);

    assertEquals(Optional.empty(), off.requestId(Headers.of("X-Request-Id", "r-1")));
  }

  private String path(String target) {
    String line = line(McpEcho.builder().build(), target, Headers.NONE);
    String begin = "\"path\":\"";
    return line.substring(line.indexOf(begin) + begin.length(), line.indexOf("\",\"status\":504"));
  }

  private String line(McpServer server, String target, Headers headers) {
    var log = new AccessLog(server, true, () -> 255);
    var connection =
        CallContext.Connection.builder()
            .server("here", 80)
            .remote("192.0.2.7", 4711)
            .local("192.0.2.8", 80)
            .build();
    var context =
        new CallContext(
            "POST",
            target,
            "HTTP/1.1",
            headers,
            connection,
            Instant.parse("2026-01-02T03:04:05.006999Z"));
    var exchange =
        new Exchange(context, new byte[3], 504, Optional.empty(), Duration.ofNanos(1_234_999));
    log.finished(log.requestId(headers).orElseThrow(), exchange, "too late");
    return lines.remove(0);
  }
}
