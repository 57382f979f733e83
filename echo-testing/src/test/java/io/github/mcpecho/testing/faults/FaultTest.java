package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.anyPost;
import static io.github.mcpecho.testing.faults.Wire.ANSWER;
import static io.github.mcpecho.testing.faults.Wire.ECHO;
import static io.github.mcpecho.testing.faults.Wire.STREAM_HEAD;
import static io.github.mcpecho.testing.faults.Wire.chunk;
import static io.github.mcpecho.testing.faults.Wire.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.Client;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.McpEchoServer;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {
  private static final String TIMING =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"requestTiming","arguments":{"events":1,"intervalMs":10},"_meta":{"progressToken":"t"}}}""";

  @AutoClose private final McpEchoServer server = Wire.server();

  @ParameterizedTest
  @EnumSource
  void theConnectionIsReset(Stage stage) throws Exception {
    server.on(anyPost()).then(Fault.reset(stage));

    try (var exchange = new RawHttp(server.uri())) {
      exchange.post(ECHO);
      assertEquals(before(stage), exchange.read(before(stage).getBytes(UTF_8).length));
      assertThrows(SocketException.class, exchange::rest);
    }
    assertEquals("reset", Fault.reset(stage).name());
  }

  @ParameterizedTest
  @EnumSource
  void theConnectionIsClosed(Stage stage) throws Exception {
    server.on(anyPost()).then(Fault.close(stage));

    assertEquals(before(stage), RawHttp.answer(server.uri(), ECHO));
    assertEquals("close", Fault.close(stage).name());
  }

  @ParameterizedTest
  @EnumSource
  void theServerSaysNothingMoreUntilItIsClosed(Stage stage) throws Exception {
    server.on(anyPost()).then(Fault.stall(stage));

    try (var exchange = new RawHttp(server.uri())) {
      exchange.post(ECHO);
      assertEquals(before(stage), exchange.read(before(stage).getBytes(UTF_8).length));
      server.takeCall();
      server.close();
      assertEquals("", exchange.rest());
    }
    assertEquals("stall", Fault.stall(stage).name());
  }

  private static String before(Stage stage) {
    String event = message(ANSWER);
    return switch (stage) {
      case BEFORE_HEADERS -> "";
      case AFTER_HEADERS -> STREAM_HEAD;
      case MID_EVENT -> STREAM_HEAD + chunk(event.substring(0, 71));
      case AFTER_FIRST_EVENT, AFTER_RESULT -> STREAM_HEAD + chunk(event);
    };
  }

  static Stream<Arguments> broken() {
    String json = Wire.json("200 OK", ANSWER);
    return Stream.of(
        Arguments.of(
            "malformed-chunk",
            Fault.malformedChunk(),
            STREAM_HEAD + chunk(message(ANSWER)) + "ZZ\r\n"),
        Arguments.of(
            "truncated-body", Fault.truncatedBody(), json.substring(0, json.indexOf(ANSWER) + 60)),
        Arguments.of("dribble", Fault.dribble(1, Duration.ofNanos(1)), json),
        Arguments.of("dribble", Fault.dribble(Integer.MAX_VALUE, Duration.ofMinutes(10)), json));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void anAnswerIsBroken(String name, NamedBehaviour fault, String expected) throws Exception {
    server.on(anyPost()).then(fault);

    assertEquals(expected, RawHttp.answer(server.uri(), ECHO));
    assertEquals(name, fault.name());
  }

  @Test
  void randomBytesAreTheSameEachTime() throws Exception {
    byte[] expected = new byte[64];
    new Random(64).nextBytes(expected);
    server.on(anyPost()).then(Fault.randomBytes(64));

    for (int i = 0; i < 2; i++) {
      try (var exchange = new RawHttp(server.uri())) {
        exchange.post(ECHO);
        assertArrayEquals(expected, exchange.restOfBytes());
      }
    }
  }

  @Test
  void progressComesBeforeWhatIsBroken() throws Exception {
    server.on(anyPost()).then(Fault.close(Stage.AFTER_HEADERS), Fault.close(Stage.MID_EVENT));

    assertEquals(STREAM_HEAD, RawHttp.answer(server.uri(), TIMING));
    String answer = RawHttp.answer(server.uri(), TIMING);
    assertTrue(answer.contains("notifications/progress"), answer);
  }

  @Test
  void anErrorInJsonIsBrokenWithItsStatus() throws Exception {
    server.on(anyPost()).then(Fault.truncatedBody());

    String answer = RawHttp.answer(server.uri(), "[]");

    assertTrue(answer.startsWith("HTTP/1.1 400 Bad Request\r\n"), answer);
    assertTrue(answer.endsWith("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"mes"), answer);
  }

  @Test
  void whatHasNoResponseIsAnsweredAsAlways() throws Exception {
    server.on(anyPost()).then(Fault.reset(Stage.MID_EVENT), Fault.dribble(1, Duration.ZERO));
    var client = new Client(server.uri());

    assertEquals(202, client.postMcp(Wire.INITIALIZED).statusCode());
    assertEquals(202, client.postMcp(Wire.INITIALIZED).statusCode());
  }
}
