package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.anyGet;
import static io.github.mcpecho.testing.CallMatcher.anyPost;
import static io.github.mcpecho.testing.CallMatcher.call;
import static io.github.mcpecho.testing.CallMatcher.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.faults.Answer;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class McpEchoServerTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}\
      """;
  private static final String ANSWER =
      """
      {"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"hi"}],"structuredContent":{"message":"hi"}}}\
      """;
  private static final String LIST =
      """
      {"jsonrpc":"2.0","id":8,"method":"tools/list"}\
      """;
  private static final String INITIALIZED =
      """
      {"jsonrpc":"2.0","method":"notifications/initialized"}\
      """;

  @AutoClose
  private final McpEchoServer server =
      McpEchoServer.builder().clock(Clock.fixed(NOW, ZoneOffset.UTC)).start();

  private final Client client = new Client(server.uri());

  @Test
  void itAnswersWithoutBeingToldHow() throws Exception {
    assertEquals(ANSWER, client.postMcp(ECHO).body());
  }

  @Test
  void aCallIsRecordedAsItArrived() throws Exception {
    client.postMcp(ECHO, "Mcp-Name", "echo", "X-Twice", "1", "X-Twice", "2");

    RecordedCall recorded = server.takeCall();

    assertEquals("POST", recorded.httpMethod());
    assertEquals("/mcp", recorded.path());
    assertEquals("tools/call", recorded.rpcMethod());
    assertEquals(Optional.of("7"), recorded.rpcId().map(JsonNode::asText));
    assertEquals("echo", recorded.toolName());
    assertEquals("hi", recorded.argument("message").asText());
    assertEquals(List.of("1", "2"), recorded.headers().all("x-twice"));
    assertEquals(ECHO, recorded.bodyText());
    assertEquals(NOW, recorded.context().receivedAt());
    assertEquals(OptionalInt.of(200), recorded.status());
    assertEquals("POST /mcp tools/call echo -> 200", recorded.toString());
  }

  @Test
  void aCallIsJudgedAsPrintHeaderWouldJudgeIt() throws Exception {
    client.postMcp(ECHO, "Mcp-Method", "tools/call", "Mcp-Name", "another");

    List<String> ids = server.takeCall().findings().stream().map(Finding::id).toList();

    assertTrue(ids.contains("MCP_NAME_MISMATCH"), ids.toString());
  }

  @Test
  void theRevisionOfACallIsKnown() throws Exception {
    client.postMcp(ECHO, "MCP-Protocol-Version", "2025-06-18");
    client.postMcp(ECHO);

    assertEquals(Optional.of(ProtocolVersion.V2025_06_18), server.takeCall().version());
    assertEquals(Optional.empty(), server.takeCall().version());
  }

  @Test
  void aLongBodyIsServedAndItsBeginningKept() throws Exception {
    String message = "x".repeat(200_000);

    HttpResponse<String> response = client.postMcp(ECHO.replace("\"hi\"", '"' + message + '"'));

    RecordedCall recorded = server.takeCall(call("echo"));
    assertTrue(response.body().contains(message));
    assertTrue(recorded.isTruncated());
    assertEquals(64 * 1_024, recorded.rawBody().length);
    assertTrue(recorded.argument("message").isMissingNode());
  }

  @Test
  void ofALongNameNothingIsKept() throws Exception {
    client.postMcp(LIST.replace("tools/list", "x".repeat(200_000)));

    RecordedCall recorded = server.takeCall();
    assertTrue(recorded.isTruncated());
    assertEquals("", recorded.rpcMethod());
    assertEquals(Optional.empty(), recorded.rpcId());
  }

  @Test
  void aBodyThatIsTooLongIsRefusedAsElsewhere() throws Exception {
    HttpResponse<String> response = client.postMcp("\"" + "x".repeat(5_000_000) + "\"");

    assertEquals(413, response.statusCode());
    assertEquals(OptionalInt.of(413), server.takeCall().status());
  }

  @Test
  void callsAreTakenInTheOrderOfTheirArrivalAndOnce() throws Exception {
    client.postMcp(LIST);
    client.postMcp(ECHO);

    assertEquals("echo", server.takeCall(call("echo")).toolName());
    assertEquals("tools/list", server.takeCall().rpcMethod());
    AssertionError none =
        assertThrows(
            AssertionError.class, () -> server.takeCall(call("echo"), Duration.ofMillis(1)));
    assertEquals(
        """
        Within 1 ms there was no further call: call of echo. What arrived:
          POST /mcp tools/list -> 200 (taken)
          POST /mcp tools/call echo -> 200 (taken)\
        """,
        none.getMessage());
  }

  @Test
  void theNewestRuleThatHasSomethingToSayDecides() throws Exception {
    server.on(anyPost()).then(answering(500));
    server.on(call("echo")).after(1).times(2).then(answering(401), answering(403));

    assertEquals(500, client.postMcp(ECHO).statusCode());
    assertEquals(401, client.postMcp(ECHO).statusCode());
    assertEquals(403, client.postMcp(ECHO).statusCode());
    assertEquals(500, client.postMcp(ECHO).statusCode());
    assertEquals(500, client.postMcp(LIST).statusCode());
    server.reset();
    assertEquals(200, client.postMcp(ECHO).statusCode());
    server.verify(Count.exactly(1), anyPost());
  }

  @Test
  void aRuleMayLookAtHeadersAndArguments() throws Exception {
    server
        .on(call("echo").withHeader("X-Try", "2").withArgument("message", "hi"))
        .then(answering(500));
    server.on(anyPost().withoutHeader("X-Try").to("/elsewhere")).then(answering(501));

    assertEquals(500, client.postMcp(ECHO, "X-Try", "2").statusCode());
    assertEquals(200, client.postMcp(ECHO, "X-Try", "1").statusCode());
    assertEquals(200, client.postMcp(ECHO).statusCode());
    assertEquals(501, client.postMcpTo("/elsewhere", ECHO).statusCode());
  }

  @Test
  void theWorkingServersAnswerCanBeHadAndHandedOn() throws Exception {
    server
        .on(call("echo"))
        .then(
            connection -> connection.serve(Headers.of("X-Custom", "yes")),
            connection -> {
              byte[] body = connection.serverAnswer().body();
              connection.writeHead(
                  200,
                  "Fine",
                  Headers.of(
                      "Content-Type",
                      "application/json",
                      "Content-Length",
                      String.valueOf(body.length),
                      "Connection",
                      "close"));
              connection.write(body);
            });

    HttpResponse<String> served = client.postMcp(ECHO);
    assertEquals(Optional.of("yes"), served.headers().firstValue("X-Custom"));
    assertEquals(ANSWER, served.body());
    assertEquals(ANSWER, client.postMcp(ECHO).body());
  }

  @Test
  void anAnswerMayComeLaterThanASilentConnectionIsKept() throws Exception {
    var variables = Map.of("MCP_ECHO_PORT", "0", "MCP_ECHO_IDLE_TIMEOUT", "1");
    try (McpEchoServer impatient = McpEchoServer.builder().environment(variables).start()) {
      impatient
          .on(call("echo"))
          .then(
              connection -> {
                connection.pause(Duration.ofSeconds(2));
                connection.serve();
              });

      assertEquals(ANSWER, new Client(impatient.uri()).postMcp(ECHO).body());
    }
  }

  @Test
  void theEnvironmentTakesThePlaceOfWhatWasSetBefore() throws Exception {
    try (McpEchoServer fromEnvironment =
        McpEchoServer.builder()
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .with(() -> answering(500))
            .environment(Map.of("MCP_ECHO_PORT", "0"))
            .start()) {
      assertEquals(ANSWER, new Client(fromEnvironment.uri()).postMcp(ECHO).body());
      assertNotEquals(NOW, fromEnvironment.takeCall().context().receivedAt());
    }
  }

  @Test
  void aSetupHasItsSayAfterTheRulesAndForgetsAtAReset() throws Exception {
    Setup countingOnItsOwnPath =
        () -> {
          var calls = new AtomicInteger();
          return connection -> {
            if (connection.call().path().equals("/counted")) {
              assertEquals("/mcp", connection.endpoint().getPath());
              answering(200 + calls.incrementAndGet()).answer(connection);
            } else {
              connection.serve();
            }
          };
        };
    try (McpEchoServer counting = McpEchoServer.builder().with(countingOnItsOwnPath).start()) {
      var counted = new Client(counting.uri());
      assertEquals(201, counted.postMcpTo("/counted", ECHO).statusCode());
      assertEquals(202, counted.postMcpTo("/counted", ECHO).statusCode());
      assertEquals(ANSWER, counted.postMcp(ECHO).body());
      counting.on(anyPost().to("/counted")).times(1).then(answering(500));
      assertEquals(500, counted.postMcpTo("/counted", ECHO).statusCode());
      assertEquals(203, counted.postMcpTo("/counted", ECHO).statusCode());
      counting.reset();
      assertEquals(201, counted.postMcpTo("/counted", ECHO).statusCode());
    }
  }

  @Test
  void itSpeaksTheLegacyRevisionsThatAreNamed() throws Exception {
    try (McpEchoServer old =
        McpEchoServer.builder()
            .versions(ProtocolVersion.V2025_06_18, ProtocolVersion.V2025_03_26)
            .start()) {
      var oldClient = new Client(old.uri());
      assertEquals(200, oldClient.postMcp(LIST, "MCP-Protocol-Version", "2025-03-26").statusCode());
      assertEquals(400, oldClient.postMcp(LIST, "MCP-Protocol-Version", "2025-11-25").statusCode());
    }
    try (McpEchoServer old = McpEchoServer.builder().legacyOnly().start()) {
      var oldClient = new Client(old.uri());
      assertEquals(200, oldClient.postMcp(LIST, "MCP-Protocol-Version", "2025-11-25").statusCode());
      assertEquals(400, oldClient.postMcp(LIST, "MCP-Protocol-Version", "2026-07-28").statusCode());
    }
  }

  @Test
  void pathStrictnessLimitsAndToolsCanBeSet() throws Exception {
    McpEchoServerBuilder builder =
        McpEchoServer.builder()
            .with(TestServerSettings.PATH, "/elsewhere")
            .with(TestServerSettings.STRICT, true)
            .with(TestServerSettings.MAX_HEADER_BYTES, 2_048)
            .with(EchoSettings.DISABLED_TOOLS, List.of("echo"))
            .with(TestServerSettings.MAX_BODY_BYTES, 500);
    try (McpEchoServer one = builder.start();
        McpEchoServer another = builder.start()) {
      var itsClient = new Client(one.uri());
      assertEquals("/elsewhere", one.uri().getPath());
      assertTrue(itsClient.postMcp(ECHO).body().contains("-32602"));
      assertEquals(406, itsClient.postJson(LIST).statusCode());
      assertEquals(413, itsClient.postMcp(LIST + " ".repeat(500)).statusCode());
      assertEquals(431, itsClient.postMcp(LIST, "X-Long", "x".repeat(2_048)).statusCode());
      assertEquals(List.of(), another.calls());
    }
  }

  private static McpEchoServer withIdleTimeout(Duration timeout) {
    return McpEchoServer.builder().with(TestServerSettings.IDLE_TIMEOUT, timeout).start();
  }

  @Test
  void aSilentConnectionIsClosedWhenItsTimeIsOver() throws Exception {
    try (McpEchoServer impatient = withIdleTimeout(Duration.ofMillis(50));
        var silent = new RawHttp(impatient.uri())) {
      assertEquals("", silent.rest());
    }
  }

  @Test
  void anAnswerMayComeLaterThanASilentConnectionIsClosed() throws Exception {
    try (McpEchoServer impatient = withIdleTimeout(Duration.ofSeconds(1))) {
      impatient.on(anyPost()).then(Answer.status(200).delayed(Duration.ofMillis(1_500)));

      assertTrue(RawHttp.answer(impatient.uri(), ECHO).startsWith("HTTP/1.1 200 OK"));
    }
  }

  @Test
  void aConnectionIsResetOrClosed() throws Exception {
    server.on(anyPost()).then(ClientConnection::reset, ClientConnection::close);

    assertThrows(SocketException.class, () -> RawHttp.answer(server.uri(), ECHO));
    assertEquals("", RawHttp.answer(server.uri(), ECHO));
    assertEquals(OptionalInt.empty(), server.takeCall().status());
  }

  @Test
  void aStalledCallEndsWithTheServer() throws Exception {
    server.on(anyPost()).then(ClientConnection::stall);

    try (var stalled = new RawHttp(server.uri())) {
      stalled.post(ECHO);
      server.takeCall(call("echo"));
      server.close();
      assertEquals("", stalled.rest());
    }
  }

  static List<Consumer<McpEchoServer>> rulesThatFail() {
    return List.of(
        server ->
            server
                .on(anyPost())
                .then(
                    connection -> {
                      throw new IllegalStateException("a bug in a test");
                    }),
        server -> server.on(anyPost()).then(connection -> fail("an assertion in a behaviour")),
        server ->
            server
                .on(anyPost().and("that fails", call -> Integer.parseInt(call.toolName()) > 0))
                .then(answering(500)));
  }

  @ParameterizedTest
  @MethodSource("rulesThatFail")
  void aRuleThatFailsClosesTheConnection(Consumer<McpEchoServer> rule) throws Exception {
    rule.accept(server);

    assertEquals("", RawHttp.answer(server.uri(), ECHO));
    assertEquals(OptionalInt.empty(), server.takeCall().status());
    server.reset();
    assertEquals(200, client.postMcp(ECHO).statusCode());
  }

  @Test
  void whatArrivedIsCounted() throws Exception {
    client.postMcp(ECHO);

    server.verify(Count.exactly(1), call("echo"));
    server.verify(Count.never(), call("printHeader"));
    server.verify(Count.atLeast(1), anyPost());
    server.verify(Count.atMost(1), method("tools/call"));
    AssertionError wrong =
        assertThrows(AssertionError.class, () -> server.verify(Count.exactly(2), call("echo")));
    assertEquals(
        """
        Expected exactly 2 of: call of echo; there were 1. What arrived:
          POST /mcp tools/call echo -> 200\
        """,
        wrong.getMessage());
  }

  @Test
  void aCallThatNobodyAskedForIsUnexpected() throws Exception {
    client.postMcp(INITIALIZED);
    client.postMcp(LIST);
    client.postMcp(ECHO);
    server.takeCall(call("echo"));

    AssertionError unexpected = assertThrows(AssertionError.class, server::verifyNoUnexpectedCalls);
    String message = unexpected.getMessage();
    assertTrue(
        message.startsWith("Neither taken nor verified:\n    POST /mcp tools/list -> 200\n"),
        message);
    assertEquals(1, message.split("POST ", -1).length - 1, message);
    server.verify(Count.exactly(1), method("tools/list"));
    server.verifyNoUnexpectedCalls();
  }

  @Test
  void aClientThatBreaksARuleIsNotConformant() throws Exception {
    client.postMcp(
        ECHO,
        "MCP-Protocol-Version",
        "2025-11-25",
        "Mcp-Method",
        "tools/call",
        "Mcp-Name",
        "another");

    AssertionError broken = assertThrows(AssertionError.class, server::assertConformantClient);
    assertTrue(broken.getMessage().contains("MCP_NAME_MISMATCH"), broken.getMessage());
  }

  @Test
  void onlyTheNewestThousandCallsAreKept() throws Exception {
    for (int i = 0; i < 1_002; i++) {
      client.postMcp(LIST.replace("8", String.valueOf(i)));
    }

    assertEquals(1_000, server.calls().size());
    assertEquals("2", server.takeCall().rpcId().orElseThrow().asText());
    AssertionError none =
        assertThrows(AssertionError.class, () -> server.takeCall(anyGet(), Duration.ZERO));
    assertTrue(none.getMessage().contains("(2 older ones are forgotten)"));
  }

  /** Says that it closes the connection, or a client would send its next request on it. */
  private static Behaviour answering(int status) {
    return client ->
        client.writeHead(
            status, "Scripted", Headers.of("Content-Length", "0", "Connection", "close"));
  }
}
