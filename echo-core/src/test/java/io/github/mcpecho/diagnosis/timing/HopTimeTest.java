package io.github.mcpecho.diagnosis.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HopTimeTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "t=1704110400.123, 2024-01-01T12:00:00.123Z",
    "1704110400.123, 2024-01-01T12:00:00.123Z",
    "1704110400, 2024-01-01T12:00:00Z",
    "t=1704110400123, 2024-01-01T12:00:00.123Z",
    "1704110400123.5, 2024-01-01T12:00:00.123500Z",
    "t=1704110400123456, 2024-01-01T12:00:00.123456Z",
    "1704110400123456789, 2024-01-01T12:00:00.123456789Z",
    "' t=1704110400 ', 2024-01-01T12:00:00Z",
    "999999999, 2001-09-09T01:46:39Z"
  })
  void unitIsToldByTheNumberOfDigits(String value, Instant sentAt) {
    assertEquals(
        List.of(new HopTime("X-Request-Start", Optional.of(sentAt))),
        HopTime.of(Headers.of("X-Request-Start", value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "t=",
        "now",
        "-1704110400",
        "t=1704110400;",
        "1e300",
        "12345",
        "1704110400.",
        "t=t=1",
        "99999999999999999999",
        "1704110400.1234567890",
        "０１２３４５６７８９"
      })
  void whatIsNoTimeIsNotGuessed(String value) {
    assertEquals(
        List.of(new HopTime("x-queue-start", Optional.empty())),
        HopTime.of(Headers.of("x-queue-start", value)));
  }

  @Test
  void hugeValueIsNotGuessed() {
    assertEquals(
        Optional.empty(),
        HopTime.of(Headers.of("X-Request-Start", "1".repeat(100_000))).get(0).sentAt());
  }

  @Test
  void everyHopIsKeptInOrder() {
    List<HopTime> hops =
        HopTime.of(
            Headers.of(
                "X-Queue-Start", "1704110401", "Accept", "*/*", "x-request-start", "1704110400"));

    assertEquals(
        List.of("X-Queue-Start", "x-request-start"), hops.stream().map(HopTime::header).toList());
  }

  @Test
  void timeBeforeAMomentIsNegativeForTheFuture() {
    HopTime hop = HopTime.of(Headers.of("X-Request-Start", "1704110400")).get(0);

    assertEquals(
        Optional.of(Duration.ofSeconds(-5)), hop.before(Instant.parse("2024-01-01T11:59:55Z")));
  }
}
