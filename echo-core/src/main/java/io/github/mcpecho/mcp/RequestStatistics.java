package io.github.mcpecho.mcp;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts exchanges, in constant memory and without a lock. Threads that count at the same time
 * hardly get in each other's way.
 */
public final class RequestStatistics implements ExchangeListener {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int MINUTE = 60;
  private static final int RECENT = 5 * MINUTE;

  private final LongAdder handled = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder serverErrors = new LongAdder();
  private final LongAdder nanosOnPurpose = new LongAdder();
  private final LongAdder active = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final SlidingCount handledLately = new SlidingCount(RECENT);
  private final SlidingCount serverErrorsLately = new SlidingCount(RECENT);
  private final LongSupplier nanoTime;
  private final long startedAt;

  /**
   * What had been counted at one moment. Exchanges that end while it is taken may be in some of the
   * numbers and not yet in others.
   *
   * @param handled exchanges that were answered
   * @param errors those of them that failed, see {@link Exchange#isError}
   * @param serverErrors those of them for which this server is to blame, see {@link
   *     Exchange#isServerError}
   * @param active requests that have arrived and are not yet answered
   * @param averageResponseTime over all that were answered, without what {@link #waited} told;
   *     empty before the first
   * @param lastMinute exchanges answered in the last sixty seconds, the current one included
   * @param recent how it has been going for the last five minutes
   * @param uptime since counting began
   */
  public record Snapshot(
      long handled,
      long errors,
      long serverErrors,
      long active,
      Optional<Duration> averageResponseTime,
      long lastMinute,
      Recent recent,
      Duration uptime) {

    /** Returns the share of exchanges that failed, 0 to 1; 0 before the first. */
    public double errorRate() {
      return share(errors, handled);
    }

    /** Returns the share of exchanges for which this server is to blame, 0 to 1. */
    public double serverErrorRate() {
      return share(serverErrors, handled);
    }
  }

  /**
   * What was counted in the last three hundred seconds, the current one included.
   *
   * @param handled exchanges that were answered
   * @param serverErrors those of them for which this server is to blame, see {@link
   *     Exchange#isServerError}
   */
  public record Recent(long handled, long serverErrors) {
    /** Returns the share of exchanges for which this server is to blame, 0 to 1; 0 without any. */
    public double serverErrorRate() {
      return share(serverErrors, handled);
    }
  }

  /** Starts counting by the clock of the JVM. */
  public RequestStatistics() {
    this(System::nanoTime);
  }

  /** Starts counting by a clock such as {@link System#nanoTime}. */
  public RequestStatistics(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  @Override
  public void started() {
    active.increment();
  }

  @Override
  public void finished(Exchange exchange) {
    active.decrement();
    handled.increment();
    nanos.add(exchange.duration().toNanos());
    if (exchange.isError()) {
      errors.increment();
    }
    long second = second();
    handledLately.countIn(second);
    if (exchange.isServerError()) {
      serverErrors.increment();
      serverErrorsLately.countIn(second);
    }
  }

  /** Leaves out of the response times what a request in progress waited because it was told to. */
  public void waited(Duration onPurpose) {
    nanosOnPurpose.add(onPurpose.toNanos());
  }

  public Snapshot snapshot() {
    long count = handled.sum();
    long now = second();
    return new Snapshot(
        count,
        errors.sum(),
        serverErrors.sum(),
        Math.max(0, active.sum()),
        count == 0 ? Optional.empty() : Optional.of(averageOf(count)),
        handledLately.ofLast(MINUTE, now),
        new Recent(handledLately.ofLast(RECENT, now), serverErrorsLately.ofLast(RECENT, now)),
        Duration.ofNanos(nanoTime.getAsLong() - startedAt));
  }

  /** What was waited on purpose is known before the exchange that it belongs to has ended. */
  private Duration averageOf(long count) {
    return Duration.ofNanos(Math.max(0, nanos.sum() - nanosOnPurpose.sum()) / count);
  }

  private long second() {
    return (nanoTime.getAsLong() - startedAt) / NANOS_PER_SECOND;
  }

  /** Parts that were counted while the whole was read make no more than all of it. */
  private static double share(long part, long whole) {
    return whole == 0 ? 0 : Math.min(1, (double) part / whole);
  }
}
