package io.github.mcpecho.health;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Turns the CPU time of a process into a load, by the difference to an earlier reading; the first
 * is the start of the process, when it had used none. Thread-safe.
 */
final class CpuMeter {
  /** CPU time is counted in steps of ten milliseconds on some platforms: less would be noise. */
  private static final Duration WINDOW = Duration.ofSeconds(1);

  private record Reading(Duration uptime, Duration cpuTime, OptionalDouble load) {}

  private final AtomicReference<Reading> last =
      new AtomicReference<>(new Reading(Duration.ZERO, Duration.ZERO, OptionalDouble.empty()));

  /**
   * Returns the share of {@code cores} used since the last reading, 0 to 1; the last result if that
   * was less than a second ago.
   *
   * @param uptime how long the process has run
   * @param cpuTime what it has used, negative if unknown
   */
  OptionalDouble load(Duration uptime, Duration cpuTime, double cores) {
    Reading before = last.get();
    Duration elapsed = uptime.minus(before.uptime);
    if (elapsed.compareTo(WINDOW) < 0 && before.load.isPresent()) {
      return before.load;
    }
    if (cpuTime.isNegative() || elapsed.isZero() || elapsed.isNegative()) {
      return OptionalDouble.empty();
    }
    double share = cpuTime.minus(before.cpuTime).toNanos() / (elapsed.toNanos() * cores);
    OptionalDouble load = OptionalDouble.of(Math.min(1, Math.max(0, share)));
    last.compareAndSet(before, new Reading(uptime, cpuTime, load));
    return load;
  }
}
