package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One line of JSON for each request that comes to the endpoint, as the program prints it. */
@Isolated("It reads what is logged.")
class AccessLogTest {
  private static final Settings CONFIG =
      Servers.CONFIG
          .with(HttpSettings.ACCESS_LOG, true)
          .with(HttpSettings.KEEP_ALIVE_INTERVAL, Duration.ofMillis(10))
          .with(ServerSettings.IDLE_TIMEOUT, Duration.ofMillis(300))
          .with(EchoSettings.KEY, "the key of this test")
          .with(EchoSettings.INSTANCE, "one")
          // Calls are looked at ten times within this limit.
          .with(EchoSettings.TOOL_TIMEOUT, Duration.ofSeconds(5));

  private static final String BEGINNING =
      "{\"time\":\"2026-11-02T12:00:00.000Z\",\"instance\":\"one\",\"requestId\":\"r-1\",\"client\":\"127.0.0.1\","
          + "\"peer\":\"127.0.0.1\",";

  @AutoClose final LogCapture log = new LogCapture(HttpSettings.ACCESS_LOGGER, Level.INFO);
  @AutoClose final EchoHttpServer server = start(CONFIG);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POST /mcp?key=s3cr3t | localhost | {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"greet"}} | "verb":"POST","path":"/mcp","status":200,"micros":#,"bodyBytes":72,"bytes":#,"method":"tools/call","tool":"greet"}
          POST /mcp;v=s3cr3t   | localhost | {"jsonrpc":"2.0","id":7,"method":"ping"} | "verb":"POST","path":"/mcp","status":200,"micros":#,"bodyBytes":40,"bytes":#,"method":"ping"}
          POST /mcp/ | localhost | {"jsonrpc":"2.0","method":"notifications/initialized"} | "verb":"POST","path":"/mcp/","status":202,"micros":#,"bodyBytes":54}
          POST /mcp | localhost | {"jsonrpc":"2.0","id":7,"method":"s3cr3t"} | "verb":"POST","path":"/mcp","status":200,"micros":#,"bodyBytes":42,"bytes":#,"error":-32601}
          POST /mcp | localhost | {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"s3cr3t"}} | "verb":"POST","path":"/mcp","status":200,"micros":#,"bodyBytes":73,"bytes":#,"method":"tools/call","error":-32602}
          POST /mcp | localhost | {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"fails"}} | "verb":"POST","path":"/mcp","status":200,"micros":#,"bodyBytes":72,"bytes":#,"method":"tools/call","tool":"fails","failed":true}
          POST /mcp | localhost | {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"breaks"}} | "verb":"POST","path":"/mcp","status":500,"micros":#,"bytes":#,"why":"a failure"}
          POST /mcp | localhost | {s3cr3t | "verb":"POST","path":"/mcp","status":400,"micros":#,"bodyBytes":7,"bytes":#,"error":-32700}
          POST /mcp | s3cr3t.example | {} | "verb":"POST","path":"/mcp","status":403,"micros":#,"bytes":#,"why":"Host or Origin is not allowed"}
          GET /mcp | localhost | {} | "verb":"GET","path":"/mcp","status":405,"micros":#,"bytes":#,"why":"this endpoint takes POST, with a JSON-RPC message as the body"}
          OPTIONS /mcp | localhost | {} | "verb":"OPTIONS","path":"/mcp","status":204,"micros":#}
          DELETE!#$%&'*+-.^_` /mcp | localhost | {} | "verb":"DELETE!#$%&'*+-.^_`","path":"/mcp","status":405,"micros":#,"bytes":#,"why":"this endpoint takes POST, with a JSON-RPC message as the body"}
          """)
  void aRequestIsOneLine(String requestLine, String host, String body, String line)
      throws Exception {
    RawHttp.Response response = exchange(requestLine, host, "X-Request-Id: r-1\r\n", body);

    assertEquals(BEGINNING + line, next());
    assertEquals(Optional.of("r-1"), response.header("X-Request-Id"));
    assertOnlyThisLine();
  }

  @Test
  void aLongVerbIsCut() throws Exception {
    exchange("A".repeat(3_000) + " /mcp", "localhost", "X-Request-Id: r-1\r\n", "");

    assertEquals(
        BEGINNING
            + "\"verb\":\""
            + "A".repeat(100)
            + "… (3000 characters)\",\"path\":\"/mcp\",\"status\":405,\"micros\":#,\"bytes\":#,"
            + "\"why\":\"this endpoint takes POST, with a JSON-RPC message as the body\"}",
        next());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-For: 203.0.113.7, 10.0.0.1 | 203.0.113.7",
        "Forwarded: for=\"[2001:db8::7]:4711\" | [2001:db8::7]",
        "X-Forwarded-For: a\"}{\"status\":200 |",
        "X-Forwarded-For: ALERT root logged in |",
        "X-Real-IP: \u202e1.2.3.4 |",
        "X-Real-IP: ghp_84a0acfff43510ba5c23115049f82e616917 |"
      })
  void trial_s10_theClientIsNamedBesideThePeerIfItIsAnAddress(String header, String client)
      throws Exception {
    exchange("GET /mcp", "localhost", "X-Request-Id: r-1\r\n" + header + "\r\n", "");

    String line = next();
    String shown = client == null ? "" : "\"client\":\"" + client + "\",";
    assertTrue(
        line.contains("\"requestId\":\"r-1\"," + shown + "\"peer\":\"127.0.0.1\",\"verb\""), line);
  }

  @Test
  void addressesAreMaskedIfTheOperatorWantsThat() throws Exception {
    try (EchoHttpServer discreet = start(CONFIG.with(EchoSettings.MASK_PERSONAL, true))) {
      RawHttp.exchange(
          discreet.uri(),
          "GET /mcp HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.7\r\n"
              + "Connection: close\r\n\r\n");
    }
    String line = next();
    assertTrue(
        line.matches(".*\"client\":\"\\(11 characters, fingerprint [0-9a-f]{8}\\)\".*"), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "a{0}", "ghp_84a0acfff43510ba5c23115049f82e616917"})
  void anIdThatIsNotHarmlessIsReplaced(String id) throws Exception {
    RawHttp.Response response =
        exchange("GET /mcp", "localhost", "X-Request-Id: " + id + "\r\n", "");

    String own = response.header("X-Request-Id").orElseThrow();
    assertTrue(own.matches("[0-9a-f]{16}"), own);
    assertTrue(next().contains("\"requestId\":\"" + own + "\","));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "X-A: 1 | 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            + " | 4bf92f3577b34da6a3ce929d0e0e4736",
        "X-Request-Id: r-1 | 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 | r-1",
        "traceparent: 00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            + " | 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            + " | 5bf92f3577b34da6a3ce929d0e0e4736",
        "traceparent: 00-xyz | 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            + " | 4bf92f3577b34da6a3ce929d0e0e4736",
        "X-A: 1 | 00-xyz-00f067aa0ba902b7-01 |"
      })
  void v20_aTraceInTheMessageNamesARequestThatNoHeaderNames(
      String header, String traceparent, String id) throws Exception {
    RawHttp.Response response =
        exchange(
            "POST /mcp",
            "localhost",
            header + "\r\n",
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\",\"params\":{\"_meta\":"
                + "{\"traceparent\":\""
                + traceparent
                + "\"}}}");

    String own = response.header("X-Request-Id").orElseThrow();
    assertTrue(id == null ? own.matches("[0-9a-f]{16}") : own.equals(id), own);
    assertTrue(next().contains("\"requestId\":\"" + own + "\","));
  }

  @ParameterizedTest
  @CsvSource({"header, 4", "message, 5", "both, 4", "neither,"})
  void theTraceIsToldBesideTheIdOfTheRequest(String where, String first) throws Exception {
    String rest = "bf92f3577b34da6a3ce929d0e0e4736";
    String body = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";
    String meta =
        body.replace(
            "}",
            ",\"params\":{\"_meta\":{\"traceparent\":\"00-5" + rest + "-00f067aa0ba902b7-01\"}}}");
    String header = "traceparent: 00-4" + rest + "-00f067aa0ba902b7-01\r\n";
    exchange(
        "POST /mcp",
        "localhost",
        "X-Request-Id: r-1\r\n" + (where.matches("header|both") ? header : ""),
        where.matches("message|both") ? meta : body);

    String trace = first == null ? "" : "\"trace\":\"" + first + rest + "\",";
    String line = next();
    assertTrue(line.contains("\"requestId\":\"r-1\"," + trace + "\"client\""), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /mcp", "GET /mcp", "HEAD /mcp"})
  void theLengthOfTheAnswerIsToldAsItArrived(String requestLine) throws Exception {
    RawHttp.Response response = exchange(requestLine, "localhost", "", Client.GREET);
    String line = log.next().getParameters()[0].toString();

    int length = response.body().length();
    assertEquals(requestLine.startsWith("HEAD"), length == 0);
    assertEquals(length > 0, line.contains("\"bytes\":" + length + ","), line);
    assertEquals(length > 0, line.contains("\"bytes\":"), line);
  }

  @Test
  void twoRequestsHaveTwoIds() throws Exception {
    RawHttp.Response one = exchange("GET /mcp", "localhost", "", "");
    RawHttp.Response other = exchange("GET /mcp", "localhost", "", "");

    assertNotEquals(one.header("X-Request-Id"), other.header("X-Request-Id"));
  }

  @Test
  void theRevisionOfTheHeaderIsTold() throws Exception {
    String ping = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";
    String post = BEGINNING + "\"verb\":\"POST\",\"path\":\"/mcp\",\"status\":";
    exchange(
        "POST /mcp",
        "localhost",
        "X-Request-Id: r-1\r\nMCP-Protocol-Version: 2025-06-18\r\n",
        ping);
    assertEquals(
        post
            + "200,\"micros\":#,\"bodyBytes\":40,\"bytes\":#,\"revision\":\"2025-06-18\",\"method\":\"ping\"}",
        next());
    exchange(
        "POST /mcp", "localhost", "X-Request-Id: r-1\r\nMCP-Protocol-Version: s3cr3t\r\n", ping);

    assertEquals(post + "400,\"micros\":#,\"bodyBytes\":40,\"bytes\":#,\"error\":-32022}", next());
  }

  @Test
  void aFailureIsLoggedWithTheId() throws Exception {
    try (var errors = new LogCapture("io.github.mcpecho.servlet", Level.SEVERE)) {
      RawHttp.Response response =
          exchange(
              "POST /mcp",
              "localhost",
              "X-Request-Id: r-1\r\n",
              Client.GREET.replace("greet", "breaks"));

      assertEquals(500, response.status());
      assertEquals("A request failed (r-1)", errors.next().getMessage());
    }
  }

  @Test
  void aClientThatHangsUpWithinItsBodyIsOneLine() throws Exception {
    try (var client = new RawHttp(server.uri())) {
      client.send(head("POST /mcp", "localhost", "X-Request-Id: r-1\r\n", 100) + "{");
      client.hangUp();
    }
    assertEquals(
        BEGINNING
            + "\"verb\":\"POST\",\"path\":\"/mcp\",\"status\":400,\"micros\":#,"
            + "\"why\":\"the body is cut off: 1 of the 100 bytes came that Content-Length says\"}",
        next());
    assertOnlyThisLine();
  }

  @Test
  void aClientThatHangsUpWithinItsAnswerIsOneLine() throws Exception {
    String waits = Client.GREET.replace("greet", "waits");
    try (var client = new RawHttp(server.uri())) {
      client.send(head("POST /mcp", "localhost", "X-Request-Id: r-1\r\n", waits.length()) + waits);
      client.readUntil(": keepalive");
      client.hangUp();
    }
    assertEquals(
        BEGINNING
            + "\"verb\":\"POST\",\"path\":\"/mcp\",\"status\":200,\"micros\":#,\"bodyBytes\":72,\"bytes\":#,"
            + "\"method\":\"tools/call\",\"tool\":\"waits\",\"failed\":true,"
            + "\"why\":\"the client is gone\"}",
        next());
    assertOnlyThisLine();
  }

  @Test
  void aMalformedBodyBehindARefusalIsOneLine() throws Exception {
    RawHttp.exchange(
        server.uri(),
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: r-1\r\nConnection: close\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nnot hexadecimal\r\n");

    assertEquals(
        BEGINNING
            + "\"verb\":\"POST\",\"path\":\"/mcp\",\"status\":415,\"micros\":#,\"bytes\":#,"
            + "\"why\":\"Content-Type must be application/json, sent once\"}",
        next());
    assertOnlyThisLine();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"alg":"RS256"} | {"iss":"https://i","aud":"http://localhost/mcp","exp":1700000000,"sub":"s"} | TOKEN_EXPIRED: | Evidence: exp was 2 years, 11 months ago
          {"alg":"RS256"} | {"iss":"https://i","aud":"https://other.example","exp":4000000000,"sub":"s"} | AUTH_AUDIENCE_MISMATCH: | Evidence: expected http://localhost/mcp, found https://other.example
          """)
  void whyATokenIsRefusedIsThereWithTheEvidenceAndWithoutTheToken(
      String header, String claims, String why, String evidence) throws Exception {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String token =
        base64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
            + "."
            + "A".repeat(342);
    try (EchoHttpServer challenging = start(CONFIG.with(EchoSettings.CHALLENGE, true))) {
      RawHttp.Response response =
          RawHttp.exchange(
              challenging.uri(),
              head("POST /mcp", "localhost", "Authorization: Bearer " + token + "\r\n", 0));
      String line = next();

      assertEquals(401, response.status(), line);
      assertTrue(line.contains("\"why\":\"" + why) && line.contains(evidence), line);
      assertFalse(line.contains(token.substring(10)), line);
      assertFalse(response.body().contains(evidence), response.body());
    }
  }

  @Test
  void withoutTheSettingThereIsNeitherLineNorId() throws Exception {
    try (EchoHttpServer silent = start(Servers.CONFIG)) {
      RawHttp.Response response =
          RawHttp.exchange(silent.uri(), head("GET /mcp", "localhost", "X-Request-Id: r-1\r\n", 0));

      assertEquals(405, response.status());
      assertEquals(Optional.empty(), response.header("X-Request-Id"));
    }
    assertEquals(List.of(), log.rest());
  }

  @Test
  void aLoggerThatIsOffGetsNoLinesAndAnswersHaveNoIds() throws Exception {
    try (var off = new LogCapture(HttpSettings.ACCESS_LOGGER, Level.OFF)) {
      assertEquals(
          Optional.empty(), exchange("GET /mcp", "localhost", "", "").header("X-Request-Id"));
      assertEquals(List.of(), off.rest());
    }
  }

  private static EchoHttpServer start(Settings settings) {
    McpServer server =
        McpEcho.builder()
            .settings(settings)
            .clock(Clock.fixed(Instant.parse("2026-11-02T12:00:00Z"), ZoneOffset.UTC))
            .tool(Servers.greeter())
            .tool(Servers.tool("fails", call -> ToolResult.error("no")))
            .tool(Servers.tool("breaks", AccessLogTest::breaks))
            .tool(Servers.tool("waits", AccessLogTest::waits))
            .build();
    return EchoHttpServer.start(settings, server);
  }

  /** Requests are told of in order, so the next line is that of the next request. */
  private void assertOnlyThisLine() throws Exception {
    exchange("GET /mcp", "localhost", "X-Request-Id: last\r\n", "");
    String line = next();
    assertTrue(line.contains("\"requestId\":\"last\""), line);
  }

  private String next() throws InterruptedException {
    LogRecord message = log.next();
    assertEquals(Level.INFO, message.getLevel());
    String line = new LineFormatter().format(message);
    assertEquals(line.length() - 1, line.indexOf('\n'), line);
    return line.stripTrailing()
        .replaceFirst("\"micros\":[0-9]+", "\"micros\":#")
        .replaceFirst("\"bytes\":[1-9][0-9]*", "\"bytes\":#");
  }

  private RawHttp.Response exchange(String requestLine, String host, String headers, String body)
      throws IOException {
    return RawHttp.exchange(server.uri(), head(requestLine, host, headers, body.length()) + body);
  }

  private static String head(String requestLine, String host, String headers, int length) {
    return requestLine
        + " HTTP/1.1\r\nHost: "
        + host
        + "\r\nContent-Type: application/json\r\nConnection: close\r\n"
        + headers
        + "Content-Length: "
        + length
        + "\r\n\r\n";
  }

  private static ToolResult breaks(ToolCall call) {
    throw new InternalError("a defect of the JVM");
  }

  private static ToolResult waits(ToolCall call) throws InterruptedException {
    new CountDownLatch(1).await();
    return ToolResult.text("never");
  }
}
