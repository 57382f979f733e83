package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.anyGet;
import static io.github.mcpecho.testing.CallMatcher.anyPost;
import static io.github.mcpecho.testing.CallMatcher.call;
import static io.github.mcpecho.testing.faults.Wire.ANSWER;
import static io.github.mcpecho.testing.faults.Wire.ECHO;
import static io.github.mcpecho.testing.faults.Wire.LAST_CHUNK;
import static io.github.mcpecho.testing.faults.Wire.STREAM_HEAD;
import static io.github.mcpecho.testing.faults.Wire.chunk;
import static io.github.mcpecho.testing.faults.Wire.message;
import static io.github.mcpecho.testing.faults.Wire.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.Count;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.Setup;
import io.github.mcpecho.testing.oauth.Challenges;
import io.github.mcpecho.testing.oauth.ProtectedResource;
import io.github.mcpecho.testing.oauth.TestTokens;
import java.io.IOException;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules wrap what setups answer, setups each other, on every transport, while a tool runs. */
class CompositionTest {
  private static final String SLOW =
"""
{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"slow","_meta":{"progressToken":"t"}}}\
""";
  private static final String PROGRESS =
"""
{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t","progress":1,"total":2}}\
""";

  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  /** Reports progress, and then waits for the test or for its cancellation. */
  private Tool slow() {
    return Tool.of(
        ToolDescriptor.of("slow", "Waits for the test"),
        tool -> {
          try {
            tool.progress().report(1, 2, "");
            boolean told = mayEnd.await(20, TimeUnit.SECONDS);
            ended.complete(told ? "ended" : "forgotten");
          } catch (InterruptedException e) {
            ended.complete("cancelled");
            throw e;
          }
          return ToolResult.text("Done.");
        });
  }

  static Stream<Arguments> rules() {
    return Stream.of(
            Answer.real(),
            Answer.real().withHeader("X-More", "1"),
            Answer.wrongContentType("text/plain"),
            Sse.framing(),
            Sse.framing().crlf().closeBeforeResult(1),
            Sse.framing().resultThenHang(),
            Fault.close(Stage.AFTER_HEADERS),
            Fault.reset(Stage.AFTER_FIRST_EVENT),
            Fault.stall(Stage.MID_EVENT),
            Fault.malformedChunk(),
            Fault.dribble(1, Duration.ofNanos(1)),
            Fault.truncatedBody(),
            JsonRpcFault.wrongId(),
            JsonRpcFault.idOfOtherType(),
            Negotiation.ignoreVersionHeader(),
            Negotiation.versionDowngrade("2024-11-05"))
        .map(Arguments::of);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void trial_t02_aRuleWrapsTheRefusalOfAProtectedResource(Behaviour rule) throws Exception {
    var resource = ProtectedResource.create().challenging(Challenges.reasonPhrase("Not you"));
    try (McpEchoServer server = McpEchoServer.builder().with(resource).start()) {
      String refusal = statusAndChallenge(RawHttp.answer(server.uri(), ECHO));
      server.on(anyPost()).then(rule);

      assertEquals(refusal, statusAndChallenge(RawHttp.answer(server.uri(), ECHO)));
      assertTrue(refusal.startsWith("HTTP/1.1 401 Not you\r\nWWW-Authenticate: Bearer"), refusal);
    }
  }

  private static String statusAndChallenge(String answer) {
    return answer.lines().limit(2).reduce("", (head, line) -> head + line + "\r\n");
  }

  @Test
  void trial_t02_aFaultHappensToWhoHasAToken() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(ProtectedResource.create()).start()) {
      String token = TestTokens.jwt(Clock.systemUTC()).acceptedBy(server).compact();
      server.on(anyPost()).then(Sse.framing().crlf());

      try (var exchange = new RawHttp(server.uri())) {
        exchange.post("/mcp", ECHO, "Authorization", "Bearer " + token);
        assertEquals(stream(message(ANSWER).replace("\n", "\r\n")), exchange.rest());
      }
    }
  }

  @Test
  void trial_t02_authorizationIsBeforeTheOldTransportToo() throws Exception {
    try (McpEchoServer server =
        McpEchoServer.builder().with(ProtectedResource.create()).with(new HttpSse()).start()) {
      String token = TestTokens.jwt(Clock.systemUTC()).acceptedBy(server).compact();
      assertTrue(RawHttp.answer(server.uri(), "GET").startsWith("HTTP/1.1 401 "));

      try (var stream = new RawHttp(server.uri())) {
        stream.request("GET", "Authorization", "Bearer " + token);
        stream.readUntil("\n\n\r\n");
        try (var exchange = new RawHttp(server.uri())) {
          exchange.post("/mcp/messages?sessionId=1", ECHO);
          assertTrue(exchange.rest().startsWith("HTTP/1.1 401 "));
        }
        try (var exchange = new RawHttp(server.uri())) {
          exchange.post("/mcp/messages?sessionId=1", ECHO, "Authorization", "Bearer " + token);
          assertTrue(exchange.rest().startsWith("HTTP/1.1 202 "));
        }
        String event = chunk(message(ANSWER));
        assertEquals(event, stream.read(event.getBytes(UTF_8).length));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void aRuleLeavesTheStreamOfAGetAlive(Behaviour rule) throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(new HttpSse()).start();
        var stream = new RawHttp(server.uri())) {
      server.on(anyGet()).then(rule);
      stream.request("GET");

      if (rule.toString().contains("after-headers")) {
        assertEquals(STREAM_HEAD, stream.rest());
      } else {
        assertTrue(stream.readUntil("\n\n\r\n").contains("event: endpoint\n"));
      }
    }
  }

  @Test
  void aSetupMakesStreamsOfAllAndARuleFramesThemAnew() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(Sse::framing).start()) {
      assertEquals(stream(message(ANSWER)), RawHttp.answer(server.uri(), ECHO));
      server
          .on(call("echo"))
          .then(
              Sse.framing().noSpaceAfterColon(),
              Fault.close(Stage.MID_EVENT),
              JsonRpcFault.wrongId());

      assertEquals(
          stream("event:message\ndata:" + ANSWER + "\n\n"), RawHttp.answer(server.uri(), ECHO));
      assertEquals(
          STREAM_HEAD + chunk(message(ANSWER).substring(0, 71)),
          RawHttp.answer(server.uri(), ECHO));
      assertEquals(
          Wire.json("200 OK", ANSWER.replace("7", "999999999")),
          RawHttp.answer(server.uri(), ECHO));
      server.verify(Count.exactly(4), call("echo"));
    }
  }

  @Test
  void whatASetupBreaksIsBrokenForTheRuleToo() throws Exception {
    Setup broken = () -> Fault.reset(Stage.MID_EVENT);
    try (McpEchoServer server = McpEchoServer.builder().with(broken).start()) {
      server.on(call("echo")).then(JsonRpcFault.wrongId());

      assertEquals("", RawHttp.answer(server.uri(), ECHO));
    }
  }

  /** On the stream of the client: whole events, then what is left of the one that is broken. */
  static Stream<Arguments> faultsOfTheOldTransport() {
    String event = message(ANSWER);
    return Stream.of(
        Arguments.of(Sse.framing().crlf(), chunk(event.replace("\n", "\r\n"))),
        Arguments.of(
            Sse.framing().unknownEvent(), chunk("event: keepalive\ndata: {}\n\n") + chunk(event)),
        Arguments.of(Sse.framing().wrongId(), chunk(event.replace("7", "999999999"))),
        Arguments.of(JsonRpcFault.wrongId(), chunk(event.replace("7", "999999999"))),
        Arguments.of(JsonRpcFault.idOfOtherType(), chunk(event.replace("7", "\"7\""))),
        Arguments.of(
            JsonRpcFault.error(200, -1, "No"),
            chunk(
                message(
                    """
                    {"jsonrpc":"2.0","id":7,"error":{"code":-1,"message":"No"}}\
                    """))),
        Arguments.of(Fault.close(Stage.MID_EVENT), chunk(event.substring(0, 71))),
        Arguments.of(Fault.close(Stage.AFTER_RESULT), chunk(event)),
        Arguments.of(Fault.malformedChunk(), chunk(event) + "ZZ\r\n"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("faultsOfTheOldTransport")
  void trial_t03_aFaultHappensOnTheStreamOfTheOldTransport(Behaviour fault, String expected)
      throws Exception {
    McpEchoServer server = McpEchoServer.builder().with(new HttpSse()).start();
    try (var stream = new RawHttp(server.uri())) {
      server.on(call("echo")).then(fault);
      stream.request("GET");
      stream.readUntil("\n\n\r\n");

      String accepted = post(server, ECHO);

      assertTrue(accepted.startsWith("HTTP/1.1 202 "), accepted);
      assertEquals(expected, stream.read(expected.getBytes(UTF_8).length));
      server.close();
      assertEquals("", stream.rest());
    }
  }

  @Test
  void trial_t03_aResetBreaksTheStreamOfTheOldTransport() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(new HttpSse()).start();
        var stream = new RawHttp(server.uri())) {
      server.on(call("echo")).then(Fault.reset(Stage.AFTER_HEADERS));
      stream.request("GET");
      stream.readUntil("\n\n\r\n");

      post(server, ECHO);

      assertThrows(SocketException.class, stream::rest);
    }
  }

  @Test
  void trial_t03_progressComesOnTheStreamOfTheOldTransportWhileTheToolRuns() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().tool(slow()).with(new HttpSse()).start();
        var stream = new RawHttp(server.uri());
        var exchange = new RawHttp(server.uri())) {
      stream.request("GET");
      stream.readUntil("\n\n\r\n");
      exchange.post("/mcp/messages?sessionId=1", SLOW);

      String progress = chunk(message(PROGRESS));
      assertEquals(progress, stream.read(progress.length()));
      assertFalse(ended.isDone());
      mayEnd.countDown();
      stream.readUntil("Done.");
    }
  }

  @Test
  void trial_t03_aPostOfTheOldTransportThatHasItsAnswerMayCloseItsConnection() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().with(new HttpSse()).start();
        var stream = new RawHttp(server.uri())) {
      stream.request("GET");
      stream.readUntil("\n\n\r\n");

      try (var exchange = new RawHttp(server.uri())) {
        exchange.post(
            "/mcp/messages?sessionId=1",
            """
            {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": "requestTiming",
             "arguments": {"events": 3, "intervalMs": 100}, "_meta": {"progressToken": "p"}}}\
            """);
        exchange.readUntil("\r\n\r\n");
      }

      String events = stream.readUntil("\"result\"");
      assertEquals(3, events.split("notifications/progress", -1).length - 1, events);
      assertTrue(server.calls(call("requestTiming")).get(0).cancelledAfter().isEmpty());
    }
  }

  @Test
  void trial_t04_progressComesThroughAFramingWhileTheToolRuns() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().tool(slow()).start();
        var exchange = new RawHttp(server.uri())) {
      server.on(call("slow")).then(Sse.framing().noEventField());
      exchange.post(SLOW);

      String begin = STREAM_HEAD + chunk("data: " + PROGRESS + "\n\n");
      assertEquals(begin, exchange.read(begin.length()));
      assertFalse(ended.isDone());
      mayEnd.countDown();
      assertTrue(exchange.rest().endsWith(LAST_CHUNK));
    }
  }

  @Test
  void trial_t04_aFaultHappensInTheMiddleOfARunningTool() throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().tool(slow()).start();
        var exchange = new RawHttp(server.uri())) {
      server.on(call("slow")).then(Fault.close(Stage.AFTER_FIRST_EVENT));
      exchange.post(SLOW);

      assertEquals(STREAM_HEAD + chunk(message(PROGRESS)), exchange.rest());
      assertEquals("cancelled", ended.get(20, TimeUnit.SECONDS));
    }
  }

  static Stream<Arguments> waysToWait() {
    return Stream.of(
        Arguments.of("under a framing", SLOW, Sse.framing()),
        Arguments.of("under a fault", SLOW, Fault.close(Stage.AFTER_RESULT)),
        Arguments.of("by JSON", SLOW, JsonRpcFault.wrongId()),
        Arguments.of("with a progress token", SLOW, Answer.real()),
        Arguments.of(
            "without a progress token",
            SLOW.replace(",\"_meta\":{\"progressToken\":\"t\"}", ""),
            Answer.real()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToWait")
  void trial_t09_aClientThatHangsUpEndsTheTool(String name, String request, Behaviour rule)
      throws Exception {
    try (McpEchoServer server = McpEchoServer.builder().tool(slow()).start()) {
      server.on(call("slow")).then(rule);
      try (var exchange = new RawHttp(server.uri())) {
        exchange.post(request);
        server.takeCall();
      }

      assertEquals("cancelled", ended.get(20, TimeUnit.SECONDS));
    }
  }

  private static String post(McpEchoServer server, String body) throws IOException {
    try (var exchange = new RawHttp(server.uri())) {
      exchange.post("/mcp/messages?sessionId=1", body);
      return exchange.rest();
    }
  }
}
