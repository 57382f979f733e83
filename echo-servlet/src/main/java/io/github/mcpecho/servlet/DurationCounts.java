package io.github.mcpecho.servlet;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How many requests took how long. Thread-safe. */
final class DurationCounts {
  /** The upper bounds of the buckets. */
  static final List<Duration> BOUNDS =
      Stream.of(
              100,
              250,
              500,
              1_000,
              2_500,
              5_000,
              10_000,
              25_000,
              50_000,
              100_000,
              250_000,
              500_000,
              1_000_000,
              5_000_000,
              15_000_000,
              60_000_000)
          .map(micros -> Duration.ofNanos(micros * 1_000L))
          .toList();

  private final List<LongAdder> buckets =
      Stream.generate(LongAdder::new).limit(BOUNDS.size() + 1L).toList();
  private final LongAdder nanos = new LongAdder();

  void add(long duration) {
    int bucket = 0;
    while (bucket < BOUNDS.size() && duration > BOUNDS.get(bucket).toNanos()) {
      bucket++;
    }
    buckets.get(bucket).increment();
    nanos.add(duration);
  }

  /** Returns a count for each bound, and one for what took longer: of that bucket alone. */
  List<Long> counts() {
    return buckets.stream().map(LongAdder::sum).toList();
  }

  long sumNanos() {
    return nanos.sum();
  }
}
