package io.github.mcpecho.diagnosis.timing;

import io.github.mcpecho.mcp.Cancellation;
import io.github.mcpecho.mcp.Progress;
import io.github.mcpecho.mcp.ResponseStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sends progress events at a steady pace, each with the time it was sent, then is silent for a
 * while: a client that compares the times with those of arrival sees whether something on the way
 * holds events back or cuts silent connections.
 */
record StreamProbe(Clock clock, Pause pause) {
  /** A way to let time pass, so that tests need not. */
  @FunctionalInterface
  interface Pause {
    Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

    void pause(Duration duration) throws InterruptedException;
  }

  /**
   * What to send.
   *
   * @param events how many
   * @param interval from one event to the next
   * @param silence after the last one
   * @param leftOut what a server that does not help its streams would not send
   */
  record Plan(int events, Duration interval, Duration silence, Set<ResponseStream.Aid> leftOut) {
    Duration length() {
      return interval.multipliedBy(Math.max(0, events - 1)).plus(silence);
    }
  }

  /**
   * @return when each event was handed over, oldest first; nothing if nobody wants progress
   * @throws InterruptedException if the call is cancelled meanwhile
   */
  List<Instant> run(Plan plan, Progress progress, Cancellation cancellation)
      throws InterruptedException {
    var sent = new ArrayList<Instant>();
    if (progress.isWanted()) {
      for (int event = 1; event <= plan.events(); event++) {
        pauseUnlessZero(event == 1 ? Duration.ZERO : plan.interval(), cancellation);
        report(event, plan.events(), progress).ifPresent(sent::add);
      }
    }
    pauseUnlessZero(plan.silence(), cancellation);
    return sent;
  }

  private Optional<Instant> report(int event, int events, Progress progress) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String message = "event " + event + " of " + events + ", sent " + now;
    return progress.report(event, events, message) ? Optional.of(now) : Optional.empty();
  }

  private void pauseUnlessZero(Duration duration, Cancellation cancellation)
      throws InterruptedException {
    cancellation.check();
    if (!duration.isZero()) {
      pause.pause(duration);
      cancellation.check();
    }
  }
}
