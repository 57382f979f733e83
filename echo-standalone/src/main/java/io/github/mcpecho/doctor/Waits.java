package io.github.mcpecho.doctor;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long streams are watched.
 *
 * @param interval from one event to the next
 * @param silence that every stream has to outlive
 * @param longer silences that are tried one after the other, as far as the user has time
 */
record Waits(Duration interval, Duration silence, List<Duration> longer) {
  /**
   * The silence is longer than the two seconds that impatient proxies wait; the longer ones are
   * longer than the usual limits of proxies.
   */
  static final Waits USUAL =
      new Waits(
          Duration.ofMillis(200),
          Duration.ofMillis(2_500),
          Stream.of(5, 15, 35, 65, 125, 185, 305).map(Duration::ofSeconds).toList());
}
