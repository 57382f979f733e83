package io.github.mcpecho.servlet;

import java.util.concurrent.Semaphore;

/**
 * The bytes of long bodies that may be held at once. To answer one takes several times its size:
 * text, tree and answer; without a bound a few long bodies together need more than the heap has.
 * Thread-safe.
 */
final class BodyMemory {
  /**
   * What {@code echo} needs for a body of 4 MiB whose letters become three in upper case, such as
   * ΐ: with a heap of 144 MB it fails, with 160 MB it is answered.
   */
  private static final int TIMES_A_BODY = 40;

  private final Semaphore free;

  /** Holds {@code bytes} at once, up to two GiB. */
  BodyMemory(long bytes) {
    free = new Semaphore((int) Math.min(bytes, Integer.MAX_VALUE));
  }

  /** Fits this JVM: a fortieth of its heap, but always one body of the longest that is read. */
  static BodyMemory fitting(int maxBodyBytes) {
    return new BodyMemory(Math.max(maxBodyBytes, Runtime.getRuntime().maxMemory() / TIMES_A_BODY));
  }

  /** Begins with nothing. */
  Share share() {
    return new Share();
  }

  /** What one request holds, until it is closed. Not thread-safe. */
  final class Share implements AutoCloseable {
    private int held;

    /**
     * @throws HttpRejection if others hold too much
     */
    void growTo(int bytes) throws HttpRejection {
      if (!free.tryAcquire(bytes - held)) {
        throw HttpRejection.overloaded("long bodies", "");
      }
      held = bytes;
    }

    @Override
    public void close() {
      free.release(held);
    }
  }
}
