package io.github.mcpecho.mcp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Looks at the members of a set again and again while there are any. One daemon thread, which ends
 * when there has been nothing to look at for a while, so there is nothing to close.
 */
final class Watch<T> {
  private static final int IDLE_TICKS = 5;

  private final AtomicBoolean watching = new AtomicBoolean();
  private final String name;
  private final Duration tick;
  private final Set<T> watched;
  private final Consumer<T> look;

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

  private void start() {
    if (watching.compareAndSet(false, true)) {
      var thread = new Thread(this::run, name);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run() {
    int idle = 0;
    try {
      while (idle < IDLE_TICKS) {
        Thread.sleep(tick.toMillis());
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
