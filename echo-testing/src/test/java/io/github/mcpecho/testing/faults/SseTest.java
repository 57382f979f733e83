package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.anyRequest;
import static io.github.mcpecho.testing.faults.Wire.ANSWER;
import static io.github.mcpecho.testing.faults.Wire.ECHO;
import static io.github.mcpecho.testing.faults.Wire.STREAM_HEAD;
import static io.github.mcpecho.testing.faults.Wire.chunk;
import static io.github.mcpecho.testing.faults.Wire.message;
import static io.github.mcpecho.testing.faults.Wire.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.McpEchoServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to frame a stream: what it is on the wire, and what a client should make of it. */
class SseTest {
  private static final String SECOND =
      """
      {"jsonrpc":"2.0","id":7,"error":{"code":-32603,"message":"This is a second response"}}""";

  @AutoClose private final McpEchoServer server = Wire.server();

  /** What is allowed: every client gets the one response. */
  static Stream<Arguments> allowed() {
    return Stream.of(
        Arguments.of("sse", Sse.framing(), stream(message(ANSWER))),
        Arguments.of(
            "sse no-space-after-colon",
            Sse.framing().noSpaceAfterColon(),
            stream("event:message\ndata:" + ANSWER + "\n\n")),
        Arguments.of(
            "sse no-event-field", Sse.framing().noEventField(), stream("data: " + ANSWER + "\n\n")),
        Arguments.of(
            "sse crlf",
            Sse.framing().cr().crlf(),
            stream("event: message\r\ndata: " + ANSWER + "\r\n\r\n")),
        Arguments.of(
            "sse cr",
            Sse.framing().crlf().cr(),
            stream("event: message\rdata: " + ANSWER + "\r\r")),
        Arguments.of("sse bom", Sse.framing().bom(), stream("\uFEFF", message(ANSWER))),
        Arguments.of(
            "sse until-close",
            Sse.framing().untilClose(),
            STREAM_HEAD.replace("Transfer-Encoding: chunked\r\n", "") + message(ANSWER)),
        Arguments.of(
            "sse multi-line-data",
            Sse.framing().multiLineData(),
            stream(
                """
                event: message
                data: {"jsonrpc":"2.0",
                data: "id":7,
                data: "result":{"content":[{"type":"text",
                data: "text":"é😀"}],
                data: "structuredContent":{"message":"é😀"}}}

                """)),
        Arguments.of(
            "sse empty-data-priming",
            Sse.framing().emptyDataPriming(),
            stream("id: 1-1\ndata: \n\n", message(ANSWER))),
        Arguments.of(
            "sse comment-keep-alive 2",
            Sse.framing().commentKeepAlive(2),
            stream(": keepalive\n\n", ": keepalive\n\n", message(ANSWER))),
        Arguments.of(
            "sse unknown-event",
            Sse.framing().unknownEvent(),
            stream("event: keepalive\ndata: {}\n\n", message(ANSWER))),
        Arguments.of(
            "sse no-space-after-colon, crlf, bom, empty-data-priming, comment-keep-alive 1",
            Sse.framing().commentKeepAlive(1).emptyDataPriming().bom().crlf().noSpaceAfterColon(),
            stream(
                "\uFEFF",
                "id:1-1\r\ndata:\r\n\r\n",
                ":keepalive\r\n\r\n",
                "event:message\r\ndata:" + ANSWER + "\r\n\r\n")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("allowed")
  void framingThatIsAllowedBringsTheResponse(String name, Sse framing, String expected)
      throws Exception {
    byte[] answer = answer(framing);

    assertEquals(name, framing.toString());
    assertEquals(expected, new String(answer, StandardCharsets.UTF_8));
    EventStream stream = EventStream.of(answer);
    assertTrue(stream.complete());
    assertEquals(List.of(ANSWER), stream.messages().stream().map(SseTest::onOneLine).toList());
  }

  /** What is wrong, and what of it a client should see. */
  static Stream<Arguments> wrong() {
    String anotherId = ANSWER.replace("7", "999999999");
    return Stream.of(
        Arguments.of(
            "sse wrong-id",
            Sse.framing().wrongId(),
            stream(message(anotherId)),
            List.of(anotherId)),
        Arguments.of(
            "sse no-terminator",
            Sse.framing().noTerminator(),
            stream("event: message\ndata: " + ANSWER + "\n"),
            List.of()),
        Arguments.of(
            "sse second-response",
            Sse.framing().secondResponse(),
            stream(message(ANSWER), message(SECOND)),
            List.of(ANSWER, SECOND)),
        Arguments.of(
            "sse oversize-line 8195",
            Sse.framing().oversizeEvent(1).oversizeLine(8_195),
            stream("data: ", "x".repeat(8_192), "xxx"),
            List.of()),
        Arguments.of(
            "sse oversize-event 8195",
            Sse.framing().oversizeLine(1).oversizeEvent(8_195),
            stream(("data: " + "x".repeat(64) + "\n").repeat(128), "data: xxx\n"),
            List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void aFaultInTheFramingComesOutToTheByte(
      String name, Sse framing, String expected, List<String> messages) throws Exception {
    byte[] answer = answer(framing);

    assertEquals(name, framing.toString());
    assertEquals("sse", framing.name());
    assertEquals(expected, new String(answer, StandardCharsets.UTF_8));
    EventStream stream = EventStream.of(answer);
    assertTrue(stream.complete());
    assertEquals(messages, stream.messages());
  }

  @Test
  void aChunkMayEndInACharacterAndBetweenCrAndLf() throws Exception {
    EventStream whole = EventStream.of(answer(Sse.framing().crlf()));
    EventStream split = EventStream.of(answer(Sse.framing().crlf().splitAtByte(1)));

    int bytes =
        ("event: message\r\ndata: " + ANSWER + "\r\n\r\n").getBytes(StandardCharsets.UTF_8).length;
    assertEquals(1, whole.chunks());
    assertEquals(bytes, split.chunks());
    assertEquals(whole.events(), split.events());
  }

  @Test
  void aFloodComesBeforeTheResponse() throws Exception {
    EventStream stream = EventStream.of(answer(Sse.framing().notificationFlood(3)));

    assertEquals(
        List.of(
            """
            {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","logger":"flood","data":1}}""",
            """
            {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","logger":"flood","data":2}}""",
            """
            {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","logger":"flood","data":3}}""",
            ANSWER),
        stream.messages());
    assertTrue(stream.complete());
  }

  @Test
  void afterTheResponseItHangsUntilTheServerIsClosed() throws Exception {
    server.on(anyRequest()).then(Sse.framing().noTerminator().resultThenHang());

    try (var hanging = new RawHttp(server.uri())) {
      hanging.post(ECHO);
      String expected = STREAM_HEAD + chunk("event: message\ndata: " + ANSWER + "\n");
      assertEquals(
          expected,
          hanging.readUntil("\r\n\r\n" + chunk("event: message\ndata: " + ANSWER + "\n")));
      server.close();
      assertEquals("", hanging.rest());
    }
  }

  @Test
  void theToolsOwnNotificationsComeToo() throws Exception {
    server.on(anyRequest()).then(Sse.framing());

    String answer =
        RawHttp.answer(
            server.uri(),
            """
            {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"requestTiming","arguments":{"events":1,"intervalMs":10},"_meta":{"progressToken":"t"}}}""");

    assertTrue(answer.contains("\"method\":\"notifications/progress\""), answer);
    assertTrue(
        answer.indexOf("notifications/progress") < answer.indexOf("\"id\":7"), "order: " + answer);
  }

  @Test
  void whoeverAcceptsOnlyJsonGetsAStreamToo() throws Exception {
    server.on(anyRequest()).then(Sse.framing());

    try (var exchange = new RawHttp(server.uri())) {
      exchange.post("/mcp", ECHO, "Accept", "application/json");
      assertEquals(stream(message(ANSWER)), exchange.rest());
    }
  }

  @Test
  void anIdThatIsTextStaysText() throws Exception {
    server.on(anyRequest()).then(Sse.framing().wrongId());

    String answer = RawHttp.answer(server.uri(), ECHO.replace("7", "\"a\""));

    assertEquals(stream(message(ANSWER.replace("7", "\"a-wrong\""))), answer);
  }

  @Test
  void whatHasNoResponseIsAnsweredAsAlways() throws Exception {
    var client = new Client(server.uri());
    int accepted = client.postMcp(Wire.INITIALIZED).statusCode();
    String refused = client.postMcp("{}").body();
    server.on(anyRequest()).then(Sse.framing().closeBeforeResult(1));

    assertEquals(accepted, client.postMcp(Wire.INITIALIZED).statusCode());
    assertEquals(refused, client.postMcp("{}").body());
  }

  private byte[] answer(Sse framing) throws Exception {
    server.on(anyRequest()).then(framing);
    try (var exchange = new RawHttp(server.uri())) {
      exchange.post(ECHO);
      return exchange.restOfBytes();
    }
  }

  private static String onOneLine(String json) {
    return json.replace("\n", "");
  }
}
