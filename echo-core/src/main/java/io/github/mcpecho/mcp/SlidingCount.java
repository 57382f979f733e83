package io.github.mcpecho.mcp;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts what happened in each of the last seconds, in constant memory and without a lock. */
final class SlidingCount {
  /** A slot holds a second and, in its lowest bits, what was counted in it. */
  private static final int COUNT_BITS = 24;

  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

  private final AtomicLongArray slots;

  /** Remembers this many seconds, the current one included. */
  SlidingCount(int seconds) {
    slots = new AtomicLongArray(seconds);
  }

  /**
   * @param second the current one, from zero, by a clock that never goes back
   */
  void countIn(long second) {
    int index = (int) (second % slots.length());
    while (true) {
      long slot = slots.get(index);
      if (slot >>> COUNT_BITS == second) {
        slots.incrementAndGet(index);
        return;
      }
      if (slots.compareAndSet(index, slot, second << COUNT_BITS | 1)) {
        return;
      }
    }
  }

  /**
   * Returns how many there were in the last seconds.
   *
   * @param now the current second
   * @param seconds at most as many as are remembered
   */
  long ofLast(int seconds, long now) {
    long count = 0;
    for (int index = 0; index < slots.length(); index++) {
      long slot = slots.get(index);
      if (slot >>> COUNT_BITS > now - seconds) {
        count += slot & COUNT_MASK;
      }
    }
    return count;
  }
}
