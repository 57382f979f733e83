package io.github.mcpecho.servlet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
              2_500_000,
              5_000_000,
              10_000_000,
              25_000_000,
              60_000_000)
          .map(micros -> Duration.ofNanos(micros * 1_000L))
          .toList();

  /** A request of a bucket that can be looked at elsewhere. */
  record Exemplar(String traceId, long nanos, Instant at) {}

  private final List<LongAdder> buckets =
      Stream.generate(LongAdder::new).limit(BOUNDS.size() + 1L).toList();
  private final AtomicReferenceArray<Exemplar> exemplars =
      new AtomicReferenceArray<>(BOUNDS.size() + 1);
  private final LongAdder nanos = new LongAdder();

  /**
   * @param traceId of a trace that somebody keeps
   */
  void add(long duration, Optional<String> traceId, Instant at) {
    int bucket = 0;
    while (bucket < BOUNDS.size() && duration > BOUNDS.get(bucket).toNanos()) {
      bucket++;
    }
    buckets.get(bucket).increment();
    nanos.add(duration);
    if (traceId.isPresent()) {
      exemplars.set(bucket, new Exemplar(traceId.get(), duration, at));
    }
  }

  /** Returns a count for each bound, and one for what took longer: of that bucket alone. */
  List<Long> counts() {
    return buckets.stream().map(LongAdder::sum).toList();
  }

  /** Returns the last request of this bucket whose trace somebody keeps. */
  Optional<Exemplar> exemplar(int bucket) {
    return Optional.ofNullable(exemplars.get(bucket));
  }

  long sumNanos() {
    return nanos.sum();
  }
}
