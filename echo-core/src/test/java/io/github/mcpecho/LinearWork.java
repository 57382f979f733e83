package io.github.mcpecho;

import static org.junit.jupiter.api.Assertions.fail;

import io.github.mcpecho.internal.text.TsvResource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.Consumer;

/**
 * Four times the text takes about four times the work, whatever it is made of; sixteen times if
 * something is read again and again. The work is what this thread has done, not what time passed:
 * it does not depend on what else the machine does.
 */
public final class LinearWork {
  private static final int SHORT = 8_000;
  private static final int TIMES = 4;

  /** Half way to what a square takes. */
  private static final int MOST_TIMES = 10;

  /** Nanoseconds of which no growth is told: a square takes far longer. */
  private static final long FEW = 50_000_000;

  /** The compiler works while the first ones are done. */
  private static final int TRIES = 6;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private LinearWork() {}

  /** Returns what hostile texts are made of, each to be repeated. */
  public static List<String> pieces() {
    return TsvResource.rows(LinearWork.class, "hostile-pieces.txt").stream()
        .map(cells -> cells[0])
        .map(String::translateEscapes)
        .toList();
  }

  /** Fails if more of the same is more than that much more work. */
  public static void assertLinear(String piece, Consumer<String> reader) {
    String few = piece.repeat(SHORT / piece.length());
    String many = few.repeat(TIMES);
    double times = 0;
    for (int i = 0; i < TRIES; i++) {
      long most = work(reader, many);
      times = most < FEW ? 0 : (double) most / work(reader, few);
      if (times < MOST_TIMES) {
        return;
      }
    }
    fail(TIMES + " times of " + piece + " take " + times + " times the work");
  }

  private static long work(Consumer<String> reader, String text) {
    long before = THREADS.getCurrentThreadCpuTime();
    reader.accept(text);
    return THREADS.getCurrentThreadCpuTime() - before;
  }
}
