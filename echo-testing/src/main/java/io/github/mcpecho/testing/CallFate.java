package io.github.mcpecho.testing;

import java.time.Duration;
import java.util.Optional;

/** Which rule had a say in a call, and whether its client waited for the end. Thread-safe. */
final class CallFate {
  private final long begin = System.nanoTime();
  private boolean over;
  private Optional<Duration> cancelledAfter = Optional.empty();
  private String rule = "";

  /** The client is gone, or says that it wants no answer; unless it has it already. */
  synchronized void cancel() {
    if (!over) {
      over = true;
      cancelledAfter = Optional.of(Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  /** The answer is complete, or the server ends the connection. */
  synchronized void end() {
    over = true;
  }

  synchronized Optional<Duration> cancelledAfter() {
    return cancelledAfter;
  }

  /** A rule decides what becomes of the call. */
  synchronized void ruledBy(String newRule) {
    rule = newRule;
  }

  /** Returns the rule in words, empty if there was none. */
  synchronized String rule() {
    return rule;
  }
}
