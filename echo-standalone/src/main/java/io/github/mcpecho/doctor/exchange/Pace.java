package io.github.mcpecho.doctor.exchange;

import java.time.Duration;

/** How long one request waits for the one before, where the far end counts them. */
final class Pace {
  private final Duration first;
  private final Duration longest;
  private Duration gap = Duration.ZERO;
  private long last = System.nanoTime();

  /** Begins without a wait. */
  Pace(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** Sends half as many from now on. */
  void slowDown() {
    Duration twice = gap.isZero() ? first : gap.multipliedBy(2);
    gap = twice.compareTo(longest) > 0 ? longest : twice;
  }

  /** Returns the time from one request to the next, zero if nobody counts them. */
  Duration gap() {
    return gap;
  }

  /** Returns how long the next request waits. */
  Duration untilNext() {
    Duration left = gap.minusNanos(System.nanoTime() - last);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Notes that a request is sent. */
  void send() {
    last = System.nanoTime();
  }
}
