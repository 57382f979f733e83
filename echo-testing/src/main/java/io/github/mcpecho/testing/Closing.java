package io.github.mcpecho.testing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets calls wait for something until the server is closed. Thread-safe. */
final class Closing {
  static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** Ends every wait. */
  void close() {
    closed.complete(null);
  }

  boolean isClosed() {
    return closed.isDone();
  }

  /**
   * Returns whether this happens within the time.
   *
   * @throws InterruptedException if the server is closed before it does
   */
  boolean happens(CompletableFuture<?> event, Duration time) throws InterruptedException {
    boolean ended = true;
    try {
      CompletableFuture.anyOf(event, closed).get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      ended = false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    if (isClosed()) {
      throw new InterruptedException("The server is closed");
    }
    return ended;
  }
}
