package io.github.mcpecho.testing;

import java.time.Duration;
import java.util.Optional;

/** Whether a client waited for the end of its answer. Thread-safe. */
final class CallFate {
  private final long begin = System.nanoTime();
  private boolean over;
  private Optional<Duration> cancelledAfter = Optional.empty();

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
}
