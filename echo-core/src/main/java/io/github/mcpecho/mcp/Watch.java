package io.github.mcpecho.mcp;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Looks at the members of a set again and again while there are any. One daemon thread, which ends
 * when there has been nothing to look at for a while, or at once if it is told to.
 */
final class Watch<T> {
  private static final int IDLE_TICKS = 5;
  private static final Duration LONGEST_STOP = Duration.ofSeconds(1);

  private final AtomicBoolean watching = new AtomicBoolean();
  private final String name;
  private final Duration tick;
  private final Set<T> watched;
  private final Consumer<T> look;
  private volatile Optional<Round> latest = Optional.empty();

  /**
   * Creates a watch that sleeps until it is woken.
   *
   * @param watched a concurrent set
   * @param look done to each member after each tick, one after the other; throws nothing
   */
  Watch(String name, Duration tick, Set<T> watched, Consumer<T> look) {
    this.name = name;
    this.tick = tick;
    this.watched = watched;
    this.look = look;
  }

  /** Says that the set has a new member. */
  void wake() {
    if (!watching.get()) {
      start();
    }
  }

  /**
   * Ends the thread, unless the set has members, and waits a moment until it has ended. It is not
   * interrupted: it may just be writing to a client, and that would break the client's stream.
   */
  void stop() {
    Optional<Round> round = latest;
    if (round.isPresent()) {
      round.get().end.countDown();
      try {
        round.get().thread.join(LONGEST_STOP.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void start() {
    if (watching.compareAndSet(false, true)) {
      var round = new Round();
      latest = Optional.of(round);
      round.thread.start();
    }
  }

  /** One life of the thread. */
  private final class Round {
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, name);

    private Round() {
      thread.setDaemon(true);
    }

    private void run() {
      int idle = 0;
      try {
        while (idle < IDLE_TICKS && !end.await(tick.toNanos(), TimeUnit.NANOSECONDS)) {
          idle = watched.isEmpty() ? idle + 1 : 0;
          watched.forEach(look);
        }
      } catch (InterruptedException e) {
        // Nobody interrupts this thread but a container that takes everything down.
      } finally {
        watching.set(false);
      }
      if (!watched.isEmpty()) {
        start();
      }
    }
  }
}
