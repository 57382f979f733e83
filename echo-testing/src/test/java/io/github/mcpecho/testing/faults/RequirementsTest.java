package io.github.mcpecho.testing.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequirementsTest {
  static Stream<Arguments> refused() {
    return Stream.of(
        refused("A status is 200 to 599, not 199", () -> Answer.status(199)),
        refused("A status is 200 to 599, not 600", () -> JsonRpcFault.error(600, 1, "")),
        refused(
            "The status of a redirect is one of 301, 302, 303, 307, 308, not 304",
            () -> Answer.redirect(304, "/")),
        refused(
            "The status of an overload is one of 429, 503, not 500",
            () -> Answer.retryAfter(500, 1)),
        refused("At least 0 seconds to wait, not -1", () -> Answer.retryAfter(503, -1)),
        refused(
            "A time is 0 to 10 minutes, not PT-1S",
            () -> Answer.status(200).delayed(Duration.ofSeconds(-1))),
        refused(
            "A time is 0 to 10 minutes, not PT10M1S",
            () -> Answer.real().delayed(Duration.ofSeconds(601))),
        refused("At least 1 bytes, not 0", () -> Fault.dribble(0, Duration.ZERO)),
        refused("A time is 0 to 10 minutes, not PT1H", () -> Fault.dribble(1, Duration.ofHours(1))),
        refused("At least 1 bytes, not 0", () -> Fault.randomBytes(0)),
        refused("At most 65536 bytes, not 65537", () -> Fault.randomBytes(65_537)),
        refused("At least 1 bytes in a chunk, not 0", () -> Sse.framing().splitAtByte(0)),
        refused("At least 1 comments, not 0", () -> Sse.framing().commentKeepAlive(0)),
        refused("At least 1 notifications, not 0", () -> Sse.framing().notificationFlood(0)),
        refused("At least 0 milliseconds, not -1", () -> Sse.framing().closeBeforeResult(-1)),
        refused("At least 1 bytes of data, not 0", () -> Sse.framing().oversizeLine(0)),
        refused("At least 1 bytes of data, not 0", () -> Sse.framing().oversizeEvent(0)),
        refused(
            "The status of a GET that is refused is one of 400, 404, 405, 406, not 200",
            () -> GetStream.refused(200)),
        refused(
            "The status of a refusal is one of 400, 404, 405, not 500",
            () -> Negotiation.rejectModern(500)),
        refused(
            "The status of a refusal is one of 400, 404, 405, not 500",
            () -> Negotiation.rejectModernAsText(500, "")),
        refused(
            "The status of a refusal is one of 400, 404, 405, not 500",
            () -> Negotiation.rejectLegacy(500)),
        refused(
            "The status of a lost session is one of 400, 404, not 405",
            () -> Negotiation.sessionLost(405, 1)),
        refused(
            "At least 0 requests in a session, not -1", () -> Negotiation.sessionLost(404, -1)));
  }

  private static Arguments refused(String message, Executable factory) {
    return Arguments.of(message, factory);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void whatMakesNoSenseIsRefusedAtOnce(String message, Executable factory) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, factory).getMessage());
  }
}
