package io.github.mcpecho.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestStatisticsTest {
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5_000);
  private final RequestStatistics statistics = new RequestStatistics(nanoTime::get);

  @Test
  void nothingHasBeenCountedAtFirst() {
    assertEquals(
        new RequestStatistics.Snapshot(
            0, 0, 0, 0, Optional.empty(), 0, new RequestStatistics.Recent(0, 0), Duration.ZERO),
        statistics.snapshot());
    assertEquals(0, statistics.snapshot().errorRate());
    assertEquals(0, statistics.snapshot().recent().serverErrorRate());
  }

  @Test
  void requestIsActiveUntilItIsAnswered() {
    statistics.started();
    statistics.started();
    assertEquals(2, statistics.snapshot().active());

    statistics.finished(exchange(200, 10));
    assertEquals(1, statistics.snapshot().active());
    assertEquals(1, statistics.snapshot().handled());
  }

  @Test
  void responseTimeIsTheMeanOfAllAnswers() {
    answer(200, 10);
    answer(200, 27);

    assertEquals(
        Optional.of(Duration.ofMillis(18).plusNanos(500_000)),
        statistics.snapshot().averageResponseTime());
  }

  @Test
  void refusedRequestsAndJsonRpcErrorsAreErrors() {
    answer(200, 1);
    answer(403, 1);
    statistics.started();
    statistics.finished(
        new Exchange(
            CallContext.local(Headers.NONE, Instant.EPOCH),
            new byte[0],
            200,
            Optional.of(Reply.of(Reply.Kind.ANSWERED, new byte[0], true)),
            Duration.ofMillis(1)));
    answer(200, 1);

    assertEquals(2, statistics.snapshot().errors());
    assertEquals(0.5, statistics.snapshot().errorRate());
  }

  @Test
  void onlyFailuresOfTheServerAreItsErrors() {
    answer(404, 1);
    answer(503, 1);
    fail(-32603);
    fail(-32602);

    assertEquals(4, statistics.snapshot().errors());
    assertEquals(2, statistics.snapshot().serverErrors());
    assertEquals(0.5, statistics.snapshot().serverErrorRate());
  }

  @Test
  void whatWasWaitedOnPurposeIsNoResponseTime() {
    answer(200, 10);
    statistics.waited(Duration.ofMillis(500));
    answer(200, 530);

    assertEquals(Optional.of(Duration.ofMillis(20)), statistics.snapshot().averageResponseTime());
  }

  @Test
  void aWaitThatIsStillGoingOnMakesNoResponseTimeNegative() {
    answer(200, 10);
    statistics.waited(Duration.ofMillis(500));

    assertEquals(Optional.of(Duration.ZERO), statistics.snapshot().averageResponseTime());
  }

  @Test
  void lastMinuteForgetsWhatIsOlder() {
    answer(200, 1);
    pass(Duration.ofSeconds(30));
    answer(200, 1);
    answer(200, 1);
    assertEquals(3, statistics.snapshot().lastMinute());

    pass(Duration.ofSeconds(30));
    assertEquals(2, statistics.snapshot().lastMinute());

    pass(Duration.ofSeconds(30));
    assertEquals(0, statistics.snapshot().lastMinute());
    assertEquals(3, statistics.snapshot().handled());
  }

  @Test
  void slotOfASecondIsUsedAgainFiveMinutesLater() {
    answer(500, 1);
    answer(500, 1);
    pass(Duration.ofMinutes(5));
    answer(500, 1);

    assertEquals(1, statistics.snapshot().lastMinute());
    assertEquals(new RequestStatistics.Recent(1, 1), statistics.snapshot().recent());
  }

  @Test
  void recentAreTheLastFiveMinutes() {
    answer(500, 1);
    pass(Duration.ofSeconds(150));
    answer(200, 1);
    answer(404, 1);
    answer(503, 1);
    assertEquals(new RequestStatistics.Recent(4, 2), statistics.snapshot().recent());
    assertEquals(0.5, statistics.snapshot().recent().serverErrorRate());

    pass(Duration.ofSeconds(149));
    assertEquals(new RequestStatistics.Recent(4, 2), statistics.snapshot().recent());

    pass(Duration.ofSeconds(1));
    assertEquals(new RequestStatistics.Recent(3, 1), statistics.snapshot().recent());

    pass(Duration.ofSeconds(150));
    assertEquals(new RequestStatistics.Recent(0, 0), statistics.snapshot().recent());
    assertEquals(2, statistics.snapshot().serverErrors());
  }

  @Test
  void uptimeRunsFromTheStart() {
    pass(Duration.ofHours(24 * 365));

    assertEquals(Duration.ofDays(365), statistics.snapshot().uptime());
  }

  @Test
  void concurrentAnswersAreAllCounted() {
    IntStream.range(0, 20_000).parallel().forEach(i -> answer(i % 4 == 0 ? 500 : 200, 1));

    RequestStatistics.Snapshot snapshot = statistics.snapshot();
    assertEquals(20_000, snapshot.handled());
    assertEquals(20_000, snapshot.lastMinute());
    assertEquals(5_000, snapshot.errors());
    assertEquals(new RequestStatistics.Recent(20_000, 5_000), snapshot.recent());
    assertEquals(0, snapshot.active());
  }

  private void answer(int status, long millis) {
    statistics.started();
    statistics.finished(exchange(status, millis));
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  private static Exchange exchange(int status, long millis) {
    return new Exchange(
        CallContext.local(Headers.NONE, Instant.EPOCH),
        new byte[0],
        status,
        Optional.empty(),
        Duration.ofMillis(millis));
  }

  private void fail(int errorCode) {
    statistics.finished(
        new Exchange(
            CallContext.local(Headers.NONE, Instant.EPOCH),
            new byte[0],
            200,
            Optional.of(Reply.failed(Reply.Kind.ANSWERED, new byte[0], "tools/call", errorCode)),
            Duration.ofMillis(1)));
  }
}
