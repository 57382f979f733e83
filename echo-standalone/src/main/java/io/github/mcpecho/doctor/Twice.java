package io.github.mcpecho.doctor;

import java.util.function.Supplier;

/** Whether a difference between two requests stays when both are sent again. */
final class Twice {
  private Twice() {}

  /**
   * Returns whether one request is refused again as it was, and the other gets a result twice. Each
   * is sent twice in a row: servers in turn would answer two requests in turn each in its own way.
   */
  static boolean isRefused(Reply refusal, Supplier<Reply> again, Supplier<Reply> other) {
    Reply second = again.get();
    return !second.isResult()
        && second.status() == refusal.status()
        && second.error() == refusal.error()
        && other.get().isResult()
        && other.get().isResult();
  }
}
