package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.anyRequest;
import static io.github.mcpecho.testing.CallMatcher.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.standalone.LogCapture;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.faults.Answer;
import io.github.mcpecho.testing.faults.Fault;
import io.github.mcpecho.testing.faults.JsonRpcFault;
import io.github.mcpecho.testing.faults.Reply;
import io.github.mcpecho.testing.faults.Sse;
import io.github.mcpecho.testing.faults.Stage;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Under rules and setups the server has the same rules of HTTP, log and metrics as without. */
@Isolated("It reads what is logged.")
class HttpRulesUnderRulesTest {
  private static final String PING =
      """
      {"jsonrpc":"2.0","id":8,"method":"ping"}""";
  private static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}""";

  private static McpEchoServerBuilder builder() {
    return McpEchoServer.builder()
        .with(HttpSettings.ACCESS_LOG, true)
        .with(TestServerSettings.MAX_BODY_BYTES, 1_000)
        .with(TestServerSettings.CORS_ORIGINS, List.of("http://localhost:5173"));
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of("GET", "", new String[] {"Accept", "text/event-stream"}),
        Arguments.of("GET", "", new String[] {"Accept", "text/html"}),
        Arguments.of("PUT", PING, new String[] {"Content-Type", "application/json"}),
        Arguments.of(
            "OPTIONS",
            "",
            new String[] {
              "Origin", "http://localhost:5173", "Access-Control-Request-Method", "POST"
            }),
        Arguments.of("POST", PING, new String[] {"Content-Type", "text/plain"}),
        Arguments.of("POST", PING, new String[] {"Content-Type", "application/json; charset=x"}),
        Arguments.of(
            "POST", PING, new String[] {"Content-Type", "application/json", "Accept", "image/png"}),
        Arguments.of(
            "POST",
            PING,
            new String[] {"Content-Type", "application/json", "Content-Encoding", "gzip"}),
        Arguments.of(
            "POST",
            PING,
            new String[] {"Content-Type", "application/json", "Origin", "http://localhost:5173"}),
        Arguments.of(
            "POST", PING + " ".repeat(1_000), new String[] {"Content-Type", "application/json"}));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("requests")
  void trial_t08_aRuleChangesNoRuleOfHttp(String verb, String body, String[] headers)
      throws Exception {
    try (McpEchoServer server = builder().start()) {
      String alone = answer(server, verb, body, headers);
      server.on(anyRequest()).then(client -> client.answer(client.serverAnswer()));

      assertEquals(sorted(alone), sorted(answer(server, verb, body, headers)));
    }
  }

  private static String answer(McpEchoServer server, String verb, String body, String[] headers)
      throws Exception {
    try (var exchange = new RawHttp(server.uri())) {
      var head = new StringBuilder(verb + " /mcp HTTP/1.1\r\nHost: localhost\r\n");
      for (int i = 0; i < headers.length; i += 2) {
        head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
      }
      head.append("Connection: close\r\nContent-Length: ").append(body.length());
      exchange.send((head + "\r\n\r\n" + body).getBytes());
      return exchange.rest();
    }
  }

  /** The order of header lines means nothing; the time and the id are others each time. */
  private static String sorted(String answer) {
    String[] parts = answer.split("\r\n\r\n", 2);
    return parts[0]
            .lines()
            .filter(line -> !line.startsWith("Date: ") && !line.startsWith("X-Request-Id: "))
            .sorted()
            .toList()
        + parts[1];
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(Answer.real(), "200"),
        Arguments.of(Sse.framing(), "200"),
        Arguments.of(JsonRpcFault.wrongId(), "200"),
        Arguments.of(Fault.close(Stage.MID_EVENT), "200"),
        Arguments.of(Answer.status(503), "503"),
        Arguments.of(Answer.redirect(307, "/there"), "307"),
        Arguments.of(Reply.error(-32603, "No"), "200"),
        Arguments.of(Fault.reset(Stage.BEFORE_HEADERS), "500"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  @Timeout(20)
  void trial_t08_aCallThatIsAnsweredByRuleIsInLogAndMetrics(Behaviour rule, String status)
      throws Exception {
    try (var log = new LogCapture(HttpSettings.ACCESS_LOGGER, Level.INFO);
        McpEchoServer server = builder().start()) {
      server.on(call("echo")).then(rule);
      try (var exchange = new RawHttp(server.uri())) {
        exchange.post(ECHO);
        server.takeCall();
        String metrics = "";
        for (int i = 0; i < 100 && !counted(metrics, status); i++) {
          Thread.sleep(10);
          metrics = RawHttp.answer(server.uri().resolve("/metrics"), "GET", "Connection", "close");
        }
        assertTrue(counted(metrics, status), metrics);
      }

      List<String> lines =
          log.rest().stream().map(one -> String.valueOf(one.getParameters()[0])).toList();
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.get(0).contains("\"status\":" + status), lines.get(0));
      boolean byServer = lines.get(0).contains("\"tool\":\"echo\"");
      boolean byRule =
          lines.get(0).contains("\"why\":\"answered by the rule call of echo: " + rule + "\"");
      assertTrue(byServer ^ byRule, lines.get(0));
    }
  }

  static Stream<Behaviour> changes() {
    return Stream.of(
        ClientConnection::serve,
        Answer.real(),
        Answer.status(503),
        Answer.loginPage(),
        Reply.error(-32603, "No"),
        JsonRpcFault.wrongId(),
        Sse.framing(),
        Sse.framing().untilClose().emptyDataPriming(),
        Sse.framing().crlf().splitAtByte(30),
        Fault.dribble(50, Duration.ofMillis(1)),
        client -> {
          client.serverAnswer();
          client.respond(418, new byte[300]);
        },
        client -> {
          client.serverAnswer();
          client.serverAnswer();
          client.serve();
        },
        client -> {
          EventStream stream = client.stream(true, 20);
          stream.write(": a comment\n\n".getBytes());
          client.serve();
        },
        client -> {
          client.stream(false, 1_000);
          client.serve();
        });
  }

  @ParameterizedTest
  @MethodSource("changes")
  @Timeout(20)
  void trial_t08_statusAndBytesInTheLogAreThoseThatTheClientGot(Behaviour rule) throws Exception {
    try (var log = new LogCapture(HttpSettings.ACCESS_LOGGER, Level.INFO)) {
      HttpResponse<byte[]> answer;
      String text;
      try (McpEchoServer server = builder().start()) {
        server.on(call("echo")).then(rule);
        answer =
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(server.uri())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(ECHO))
                        .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        // It comes after the answer, and would tell of a server that is closed meanwhile.
        text = String.valueOf(log.next().getParameters()[0]);
      }

      assertEquals(List.of(), log.rest());
      JsonNode line = new ObjectMapper().readTree(text);
      assertEquals(answer.statusCode(), line.path("status").asInt(), text);
      assertEquals(answer.body().length, line.path("bytes").asInt(), text);
      assertTrue(line.has("tool") || line.path("why").asText().contains("rule"), text);
    }
  }

  @Test
  void trial_t08_ofAnAnswerThatIsCutOffTheLogHasTheBytesThatWentOut() throws Exception {
    try (var log = new LogCapture(HttpSettings.ACCESS_LOGGER, Level.INFO)) {
      String body;
      try (McpEchoServer server = builder().start()) {
        server.on(call("echo")).then(Fault.truncatedBody());
        body = RawHttp.answer(server.uri(), ECHO).split("\r\n\r\n", 2)[1];
      }

      String line = String.valueOf(log.rest().get(0).getParameters()[0]);
      assertTrue(line.contains("\"bytes\":" + body.length() + ","), line);
    }
  }

  private static boolean counted(String metrics, String status) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("mcp_echo_requests_total"))
        .anyMatch(line -> line.contains("status=\"" + status + "\"") && line.endsWith(" 1.0"));
  }

  @Test
  void trial_t08_withoutAskingForItThereIsNoLine() throws Exception {
    try (var log = new LogCapture(HttpSettings.ACCESS_LOGGER, Level.INFO);
        McpEchoServer server =
            McpEchoServer.builder().with(EchoSettings.DISABLED_TOOLS, List.of()).start()) {
      server.on(call("echo")).then(Answer.status(503));
      RawHttp.answer(server.uri(), ECHO);

      assertEquals(List.of(), log.rest().stream().map(LogRecord::getMessage).toList());
      assertFalse(server.calls().isEmpty());
    }
  }
}
