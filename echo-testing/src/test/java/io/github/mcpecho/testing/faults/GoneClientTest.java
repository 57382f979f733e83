package io.github.mcpecho.testing.faults;

import static io.github.mcpecho.testing.CallMatcher.anyRequest;
import static io.github.mcpecho.testing.faults.Wire.ECHO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.LogCapture;
import io.github.mcpecho.standalone.RawHttp;
import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.McpEchoServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Behaviours that would go on for ever, when the client hangs up or the server is closed. */
@Isolated("It reads what is logged.")
class GoneClientTest {
  private static final int GIVE_UP_SECONDS = 20;
  private static final Duration LATE = Duration.ofMinutes(10);

  @AutoClose private final LogCapture log = new LogCapture("", Level.INFO);
  @AutoClose private final McpEchoServer server = Wire.server();
  private final CountDownLatch ended = new CountDownLatch(1);

  static List<Behaviour> endless() {
    return Stream.concat(
            Arrays.stream(Stage.values()).map(Fault::stall),
            Stream.of(
                GetStream.open(),
                Sse.framing().resultThenHang(),
                Sse.framing().notificationFlood(Integer.MAX_VALUE),
                Sse.framing().oversizeLine(Integer.MAX_VALUE),
                Sse.framing().oversizeEvent(Integer.MAX_VALUE).splitAtByte(1)))
        .<Behaviour>map(behaviour -> behaviour)
        .toList();
  }

  static List<Behaviour> endlessOrWriting() {
    return Stream.concat(
            endless().stream(), Stream.of(Answer.status(200).delayed(LATE), Fault.dribble(1, LATE)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("endlessOrWriting")
  void theBehaviourEndsWhenTheClientHangsUp(Behaviour behaviour) throws Exception {
    server.on(anyRequest()).then(noticed(behaviour));

    try (var exchange = new RawHttp(server.uri())) {
      exchange.post(ECHO);
      server.takeCall();
    }

    requireEnd();
  }

  static List<Behaviour> endlessOrLate() {
    return Stream.concat(endlessOrWriting().stream(), Stream.of(Answer.real().delayed(LATE)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("endlessOrLate")
  void theBehaviourEndsWhenTheServerIsClosed(Behaviour behaviour) throws Exception {
    server.on(anyRequest()).then(noticed(behaviour));

    try (var exchange = new RawHttp(server.uri())) {
      exchange.post(ECHO);
      server.takeCall();
      server.close();

      requireEnd();
    }
  }

  @Test
  void aStreamOfTheOldTransportEndsWithItsClient() throws Exception {
    server.on(anyRequest()).then(noticed(new HttpSse().fresh()));

    try (var exchange = new RawHttp(server.uri())) {
      exchange.request("GET");
      exchange.readUntil("sessionId=1\n\n");
    }

    requireEnd();
  }

  private Behaviour noticed(Behaviour behaviour) {
    return client -> {
      try {
        behaviour.answer(client);
      } finally {
        ended.countDown();
      }
    };
  }

  private void requireEnd() throws InterruptedException {
    assertTrue(ended.await(GIVE_UP_SECONDS, TimeUnit.SECONDS));
    server.close();
    assertEquals(List.of(), log.rest().stream().map(LogRecord::getMessage).toList());
  }
}
