package io.github.mcpecho.testing;

import static io.github.mcpecho.testing.CallMatcher.anyPost;
import static io.github.mcpecho.testing.CallMatcher.anyRequest;
import static io.github.mcpecho.testing.CallMatcher.call;
import static io.github.mcpecho.testing.CallMatcher.customMethod;
import static io.github.mcpecho.testing.CallMatcher.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.faults.Answer;
import io.github.mcpecho.testing.faults.Conversation;
import io.github.mcpecho.testing.faults.Fault;
import io.github.mcpecho.testing.faults.GetStream;
import io.github.mcpecho.testing.faults.JsonRpcFault;
import io.github.mcpecho.testing.faults.Lists;
import io.github.mcpecho.testing.faults.Negotiation;
import io.github.mcpecho.testing.faults.Reply;
import io.github.mcpecho.testing.faults.Sse;
import io.github.mcpecho.testing.faults.Stage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a test asks of calls and rules, and what it reads when that fails. */
class VerdictsTest {
  private static final String LIST =
      """
      {"jsonrpc":"2.0","id":8,"method":"tools/list"}\
      """;
  private static final String ECHO =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}\
      """;

  private final McpEchoServer server = McpEchoServer.start();
  private final Client client = new Client(server.uri());

  @AfterEach
  void close() {
    server.reset();
    server.close();
  }

  static Stream<Arguments> behaviours() {
    return Stream.of(
        Arguments.of(Fault.reset(Stage.MID_EVENT), "reset mid-event"),
        Arguments.of(Fault.reset(Stage.BEFORE_HEADERS), "reset before-headers"),
        Arguments.of(Fault.close(Stage.AFTER_FIRST_EVENT), "close after-first-event"),
        Arguments.of(Fault.stall(Stage.AFTER_HEADERS), "stall after-headers"),
        Arguments.of(Fault.malformedChunk(), "malformed-chunk"),
        Arguments.of(Fault.dribble(3, Duration.ofMillis(40)), "dribble 3 each 40 ms"),
        Arguments.of(Fault.randomBytes(9), "random-bytes 9"),
        Arguments.of(Answer.status(418), "answer 418"),
        Arguments.of(
            Answer.retryAfter(503, 2).delayed(Duration.ofMillis(5)), "retry-after 503 after 5 ms"),
        Arguments.of(Answer.redirect(307, "/there"), "redirect 307"),
        Arguments.of(Answer.real().withHeader("X-More", "1"), "real X-More"),
        Arguments.of(Answer.wrongContentType("text/plain"), "wrong-content-type text/plain"),
        Arguments.of(Sse.framing().crlf().notificationFlood(4), "sse crlf, notification-flood 4"),
        Arguments.of(GetStream.refused(404), "get-stream-refused 404"),
        Arguments.of(JsonRpcFault.error(500, -32603, "No"), "json-rpc-error 500 -32603"),
        Arguments.of(Reply.error(-32002, "No"), "error -32002"),
        Arguments.of(Negotiation.rejectModern(405), "reject-modern 405"),
        Arguments.of(
            Negotiation.rejectVersion(List.of("2025-06-18", "2025-03-26")),
            "reject-version 2025-06-18, 2025-03-26"),
        Arguments.of(Negotiation.versionDowngrade("2024-11-05"), "version-downgrade 2024-11-05"),
        Arguments.of(Negotiation.sessionLost(404, 3), "session-lost 404 after 3"),
        Arguments.of(Conversation.asking(ServerRequest.roots()), "ask roots/list"),
        Arguments.of(
            Conversation.telling(ServerNotification.toolsListChanged()),
            "tell notifications/tools/list_changed"),
        Arguments.of(Lists.manyItems(12), "many-items 12"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("behaviours")
  void trial_t10_aRunIsNamedAfterWhatItDoes(Behaviour behaviour, String name) {
    assertEquals(name, behaviour.toString());
  }

  @Test
  void trial_t10_theHistoryTellsWhichRuleActedAndWhatWasAnswered() throws Exception {
    server.on(call("echo").withArgument("message", "hi")).then(Reply.error(-32601, "No"));
    server.on(method("tools/list")).then(Sse.framing(), JsonRpcFault.error(200, -32000, "No"));
    client.postMcp(ECHO);
    client.postMcp(LIST);
    client.postMcp(LIST);
    client.postMcp(LIST.replace("tools/list", "tools/lost"));

    assertEquals(
        """
        What arrived:
          POST /mcp tools/call echo -> 200, error -32601 (rule call of echo with argument message hi: error -32601)
          POST /mcp tools/list -> 200 (rule tools/list: sse)
          POST /mcp tools/list -> 200, error -32000 (rule tools/list: json-rpc-error 200 -32000)
          POST /mcp tools/lost -> 200, error -32601\
        """,
        server.history());
    assertEquals(OptionalInt.of(-32601), server.takeCall().answeredErrorCode());
    assertEquals("tools/list: sse", server.takeCall().rule().orElseThrow());
  }

  @Test
  void trial_t10_theErrorOnAStreamAndInASessionIsKnown() throws Exception {
    try (McpEchoServer other =
        McpEchoServer.builder().with(Sse::framing).with(Sessions.create()).start()) {
      var inSession = new Client(other.uri());
      String id =
          inSession
              .postMcp(
                  """
                  {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
                  "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\
                  """)
              .headers()
              .firstValue("Mcp-Session-Id")
              .orElseThrow();
      inSession.postMcp(LIST.replace("list", "lost"), "Mcp-Session-Id", id);

      other.takeCall();
      assertEquals(OptionalInt.of(-32601), other.takeCall().answeredErrorCode());
    }
  }

  /** It would match nothing, or everything. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "method | tools/lst | No method that clients send: tools/lst (did you mean tools/list?); any other one is a customMethod",
        "method | Tools/Call | No method that clients send: Tools/Call (did you mean tools/call?); any other one is a customMethod",
        "method | notifications/initialised | No method that clients send: notifications/initialised (did you mean notifications/initialized?); any other one is a customMethod",
        "method | acme/do | No method that clients send: acme/do; any other one is a customMethod",
        "method | sampling/createMessage | No method that clients send: sampling/createMessage; any other one is a customMethod",
        "customMethod | '' | The name of a method is not empty",
        "call | '' | The name of a tool is not empty",
        "verb | get | No HTTP method: get; such as GET",
        "verb | '' | No HTTP method: ; such as GET",
        "verb | G T | No HTTP method: G T; such as GET",
        "to | mcp | The path of a request begins with /, and has no query: mcp",
        "to | '' | The path of a request begins with /, and has no query: ",
        "to | /mcp?a=b | The path of a request begins with /, and has no query: /mcp?a=b",
        "withHeader | Mcp Name | No name of a header: Mcp Name; such as X-Trace",
        "withHeader | '' | No name of a header: ; such as X-Trace",
        "withoutHeader | Mcp-Name: | No name of a header: Mcp-Name:; such as X-Trace",
        "withValue | ' a' | A header value has no blanks at its ends, and no control characters: Mcp-Name",
      })
  void whatNoCallCanBeIsRefused(String factory, String text, String message) {
    Executable asking =
        () -> {
          switch (factory) {
            case "method" -> method(text);
            case "customMethod" -> customMethod(text);
            case "call" -> call(text);
            case "verb" -> CallMatcher.verb(text);
            case "to" -> anyRequest().to(text);
            case "withHeader" -> anyRequest().withHeader(text);
            case "withoutHeader" -> anyRequest().withoutHeader(text);
            default -> anyRequest().withHeader("Mcp-Name", text);
          }
        };

    assertEquals(
        message.strip(), assertThrows(IllegalArgumentException.class, asking).getMessage().strip());
  }

  @Test
  void trial_t10_aRuleThatNeverActedIsTold() throws Exception {
    server.on(call("echo")).after(1).then(Fault.reset(Stage.MID_EVENT));
    server.on(customMethod("tools/lsit")).then(Answer.status(500), Answer.status(501));
    server.on(method("tools/list")).then(Answer.real());
    client.postMcp(ECHO);
    client.postMcp(LIST);

    String expected =
        """
        Rules that have not acted:
          call of echo after 1: reset mid-event (1 came)
          tools/lsit: answer 500, then answer 501\
        """;
    String failure = assertThrows(AssertionError.class, server::verifyEveryRuleActed).getMessage();
    assertTrue(failure.startsWith(expected), failure);
    assertTrue(server.history().endsWith(expected), server.history());
    client.postMcp(LIST.replace("list", "lsit"));
    assertThrows(Exception.class, () -> client.postMcp(ECHO));
    server.verifyEveryRuleActed();
  }

  @Test
  void aRuleWithoutABehaviourIsTold() throws Exception {
    RuleDraft draft = server.on(call("echo")).times(1);
    client.postMcp(ECHO);

    String failure = assertThrows(AssertionError.class, server::verifyEveryRuleActed).getMessage();
    assertTrue(
        failure.startsWith("Rules that have not acted:\n  call of echo: then(...) is missing\n"),
        failure);
    draft.then(Answer.status(418));
    client.postMcp(ECHO);
    server.verifyEveryRuleActed();
  }

  /** The longest time that there is: whoever waited would not come back. */
  @Test
  void oneTooManyIsNotWaitedFor() throws Exception {
    client.postMcp(ECHO);
    client.postMcp(ECHO);

    assertThrows(
        AssertionError.class,
        () ->
            server.verifyEventually(
                Count.exactly(1), call("echo"), Duration.ofNanos(Long.MAX_VALUE)));
  }

  static List<Consumer<McpEchoServer>> checks() {
    return List.of(
        McpEchoServer::close,
        McpEchoServer::verifyNoRuleFailed,
        McpEchoServer::verifyEveryRuleActed,
        McpEchoServer::assertConformantClient,
        McpEchoServer::verifyNoUnexpectedCalls,
        server -> server.verify(Count.exactly(1), call("echo")),
        server -> server.verifyInOrder(call("echo")),
        server -> server.takeCall(call("nobody"), Duration.ZERO));
  }

  @ParameterizedTest
  @MethodSource("checks")
  void trial_t10_anAssertionInABehaviourReachesTheTest(Consumer<McpEchoServer> check)
      throws Exception {
    var thrown = new AssertionError("the client sent another one");
    server
        .on(anyPost())
        .then(
            connection -> {
              throw thrown;
            });
    RawHttp.answer(server.uri(), ECHO);

    AssertionError failure = assertThrows(AssertionError.class, () -> check.accept(server));

    assertSame(thrown, failure.getCause());
    assertTrue(failure.getMessage().contains("the client sent another one"), failure.getMessage());
    server.verifyNoRuleFailed();
  }

  @Test
  void trial_t10_aFailedConditionReachesTheTestToo() throws Exception {
    server.on(anyPost().and("that fails", call -> fail("a condition"))).then(Answer.real());
    RawHttp.answer(server.uri(), ECHO);

    assertThrows(AssertionError.class, server::verifyNoRuleFailed);
  }

  @Test
  void trial_t10_aVerdictWaitsForWhatIsStillToCome() throws Exception {
    var sent =
        CompletableFuture.runAsync(
            () -> {
              try {
                Thread.sleep(100);
                client.postMcp(ECHO);
                client.postMcp(ECHO);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });

    assertThrows(AssertionError.class, () -> server.verify(Count.exactly(2), call("echo")));
    server.verifyEventually(Count.exactly(2), call("echo"));
    sent.join();
    assertThrows(
        AssertionError.class,
        () -> server.verifyEventually(Count.exactly(3), call("echo"), Duration.ofMillis(30)));
    server.verifyNoUnexpectedCalls();
  }

  @Test
  void trial_t10_theOrderOfCallsIsVerified() throws Exception {
    client.postMcp(LIST);
    client.postMcp(LIST);
    client.postMcp(ECHO);

    server.verifyInOrder(method("tools/list"), call("echo"));
    server.verifyInOrder(method("tools/list"), method("tools/list"), call("echo"));
    server.verifyNoUnexpectedCalls();
    String failure =
        assertThrows(
                AssertionError.class,
                () -> server.verifyInOrder(call("echo"), method("tools/list")))
            .getMessage();
    assertTrue(
        failure.startsWith("There was no: tools/list, after: call of echo. What arrived:"),
        failure);
  }

  @Test
  void trial_t10_aBatchIsMatchedByItsMessages() throws Exception {
    String batch = "[" + LIST + "," + ECHO + "," + ECHO.replace("\"hi\"", "\"ho\"") + "]";
    server.on(call("echo").withArgument("message", "ho")).then(Answer.real());
    client.postMcp(batch, "MCP-Protocol-Version", "2025-03-26");

    server.verifyEveryRuleActed();
    server.verify(Count.exactly(1), anyPost());
    server.verify(Count.exactly(1), method("tools/list"));
    server.verify(Count.exactly(2), call("echo"));
    server.verify(Count.exactly(1), call("echo").withArgument("message", "hi"));
    server.verify(Count.never(), method("tools/list").withArgument("message", "hi"));
    server.verifyInOrder(method("tools/list"), call("echo"), call("echo"));
    RecordedCall recorded = server.takeCall(method("tools/list"));
    assertEquals(
        List.of("tools/list", "tools/call", "tools/call"),
        recorded.messages().stream().map(RecordedCall::rpcMethod).toList());
    assertEquals("", recorded.rpcMethod());
    assertEquals(
        "POST /mcp tools/list tools/call echo tools/call echo -> 200"
            + " (rule call of echo with argument message ho: real)",
        recorded.toString());
  }

  @Test
  void trial_t10_aFailedVerdictShowsWhatWasNearlyItWithoutSecrets() throws Exception {
    String secret = "ghp_" + "a1B2c3D4".repeat(5);
    client.postMcp(
        ECHO.replace("\"hi\"", "\"ho\""), "Authorization", "Bearer " + secret, "X-Try", "1");
    client.postMcp(ECHO, "X-Try", "1");

    CallMatcher wanted = call("echo").withHeader("X-Try", "2").withArgument("message", "hi");
    String verified =
        assertThrows(AssertionError.class, () -> server.verify(Count.exactly(1), wanted))
            .getMessage();
    String taken =
        assertThrows(AssertionError.class, () -> server.takeCall(wanted, Duration.ZERO))
            .getMessage();

    for (String text : List.of(verified, taken)) {
      assertTrue(text.contains("Nearly, but not with X-Try: 2:\n    POST /mcp"), text);
      assertTrue(text.contains("arguments {\"message\":\"hi\"}"), text);
      assertFalse(text.contains("with argument message hi:"), text);
      assertTrue(text.contains("X-Try: 1"), text);
    }
    String unexpected =
        assertThrows(AssertionError.class, server::verifyNoUnexpectedCalls).getMessage();
    assertTrue(unexpected.contains("arguments {\"message\":\"ho\"}"), unexpected);
    assertTrue(unexpected.contains("Authorization: Bearer"), unexpected);
    assertFalse(unexpected.contains(secret), unexpected);
  }

  /** Paths, names and values are the client's: a build keeps what a test says of them. */
  @Test
  void noDescriptionOfACallOrARuleShowsASecret() throws Exception {
    String secret = "q3Zp1T9vXc7Lw0Ns5Ua2Ye8Rb4Hd6KfJm1Go";
    String body = ECHO.replace("\"echo\"", "\"" + secret + "\"").replace("\"hi\"", "\"ho\"");
    CallMatcher wanted =
        call(secret)
            .to("/mcp/" + secret)
            .withHeader("X-Api-Key", "orange silver")
            .withArgument("password", "orange silver")
            .withArgument("message", secret);
    server.on(wanted).then(Answer.status(418));
    client.postMcpTo("/mcp/" + secret, body, "X-Api-Key", "orange silver");
    client.postMcp(body, secret, "1");
    client.postMcp(LIST.replace("tools/list", secret));

    List<String> texts =
        List.of(
            wanted.toString(),
            server.history(),
            assertThrows(AssertionError.class, () -> server.verify(Count.exactly(1), wanted))
                .getMessage(),
            assertThrows(AssertionError.class, server::verifyNoUnexpectedCalls).getMessage(),
            assertThrows(AssertionError.class, server::verifyEveryRuleActed).getMessage());

    for (String text : texts) {
      assertFalse(text.contains(secret.substring(20, 27)), text);
      assertFalse(text.contains("orange") || text.contains("silver"), text);
    }
    assertTrue(wanted.toString().contains("with argument password (hidden)"), wanted::toString);
  }

  @Test
  void trial_t18_eachKindOfErrorIsALineWithACountAndTheFirstCall() throws Exception {
    String secret = "ghp_" + "a1B2c3D4".repeat(5);
    client.postMcp(ECHO.replace("\"hi\"", "\"" + secret + "\""), "Mcp-Name", "another");
    for (int i = 0; i < 1_500; i++) {
      client.postMcp(LIST.replace("8", String.valueOf(i + 10)));
    }

    String text = assertThrows(AssertionError.class, server::assertConformantClient).getMessage();

    assertTrue(text.contains("\n  CLIENT_NOT_INITIALIZED, 1501 calls: "), text);
    assertTrue(text.contains("\n  MCP_NAME_MISMATCH: "), text);
    assertTrue(text.contains("\n    first POST /mcp tools/call echo -> "), text);
    assertTrue(text.contains("Mcp-Name: another"), text);
    assertTrue(text.contains("arguments {\"message\":"), text);
    assertFalse(text.contains(secret), text);
    assertTrue(text.lines().count() < 25, text);
  }
}
