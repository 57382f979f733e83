package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.ServerInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    logger.setLevel(null);
  }

  @Test
  void aLineIsMadeOfTheExchangeToTheByte() {
    assertEquals(
        "INFO {\"time\":\"2026-01-02T03:04:05.006Z\",\"instance\":\"one\",\"requestId\":\"00000000000000ff\","
            + "\"client\":\"203.0.113.7\",\"peer\":\"192.0.2.7\",\"verb\":\"POST\","
            + "\"path\":\"/mcp\",\"status\":504,\"micros\":1234,\"bodyBytes\":3,\"bytes\":7,"
            + "\"revision\":\"2025-11-25\",\"why\":\"too late\"}",
        line(
            McpEcho.builder()
                .settings(EchoSettings.DEFAULTS.with(EchoSettings.INSTANCE, "one"))
                .build(),
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
            + "\"peer\":\"192.0.2.7\",\"verb\":\"POST\",\"path\":\"/a\\\\nb\",\"status\":504,\"micros\":1234,\"bodyBytes\":3,\"bytes\":7,"
            + "\"why\":\"too late\"}",
        line(plain, "/a\nb", Headers.of("X-Real-IP", "a\nb", "X-Request-Id", "r-1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          X-Forwarded-For  | 203.0.113.7, 10.0.0.1             | 203.0.113.7
          X-Forwarded-For  | 203.0.113.7:4711                  | 203.0.113.7:4711
          X-Forwarded-For  | 2001:db8:85a3::8a2e:370:7334      | 2001:db8:85a3::8a2e:370:7334
          X-Forwarded-For  | [2001:db8::1]:443                 | [2001:db8::1]:443
          X-Real-IP        | ::ffff:203.0.113.7                | ::ffff:203.0.113.7
          Forwarded        | for="[2001:db8::1]:80";proto=http | [2001:db8::1]
          X-Forwarded-For  | ALERT root logged in              |
          X-Forwarded-For  | q3Zp1T9vXc7Lw0Ns5Ua2Ye8Rb4Hd6KfJm |
          X-Forwarded-For  | 203.0.113.7 and more              |
          X-Forwarded-For  | deadbeef                          |
          X-Forwarded-For  | 1.2.3                             |
          X-Forwarded-For  | localhost                         |
          X-Real-IP        | ' OR 1=1 --                       |
          Forwarded        | for=_secret;proto=http            |
          Forwarded        | for=unknown                       |
          CF-Connecting-IP | <script>                          |
          """)
  void trial_s10_theClientIsAnAddressOrNothing(String name, String value, String client) {
    String line = line(McpEcho.builder().build(), "/mcp", Headers.of(name, value));
    String shown = client == null ? "" : "\"client\":\"" + client + "\",";

    assertTrue(line.contains("00ff\"," + shown + "\"peer\":\"192.0.2.7\""), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q3Zp1T9vXc7Lw0Ns5Ua2Ye8Rb4Hd6KfJm1Go",
        "crsr_9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f0",
        "ghp_q3Zp1T9vXc7Lw0Ns5Ua2Ye8Rb4Hd6KfJm1Go",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f0",
        "mzp3qk9xv7tw0ns5ua2ye8rb4hd6kfjm1go"
      })
  void trial_s10_aTokenIsNoRequestId(String token) {
    String line = line(McpEcho.builder().build(), "/mcp", Headers.of("X-Request-Id", token));

    assertTrue(line.contains("\"requestId\":\"00000000000000ff\""), line);
  }

  @Test
  void nobodyWhoDoesNotAskGetsAnId() {
    var off = new AccessLog(McpEcho.builder().build(), false, () -> 255);

    assertEquals(Optional.empty(), off.requestId(Headers.of("X-Request-Id", "r-1")));
  }

  @Test
  void noMessageIsReadForALogThatIsOff() {
    var log = new AccessLog(McpEcho.builder().build(), true, () -> 255);
    byte[] message =
        """
        {"params":{"_meta":{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}}}\
        """
            .getBytes(StandardCharsets.US_ASCII);

    assertTrue(log.traceId(Headers.NONE, message).isPresent());
    logger.setLevel(Level.OFF);
    assertEquals(Optional.empty(), log.traceId(Headers.NONE, message));
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
    log.finished(log.requestId(headers).orElseThrow(), exchange, 7, "too late");
    return lines.remove(0);
  }
}
