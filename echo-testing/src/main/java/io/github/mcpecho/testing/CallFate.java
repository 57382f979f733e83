package io.github.mcpecho.testing;

import io.github.mcpecho.http.Headers;
import java.time.Duration;
import java.util.Optional;

/** Which rule had a say in a call, what was answered, and whether its client waited for the end. */
final class CallFate {
  private final long begin = System.nanoTime();
  private final long sentAfter;
  private Headers answer = Headers.NONE;
  private boolean over;
  private Optional<Duration> cancelledAfter = Optional.empty();
  private Optional<Rule.Turn> turn = Optional.empty();

  /**
   * @param sentAfter the earliest moment when the client can have sent the call, as {@link
   *     System#nanoTime}
   */
  CallFate(long sentAfter) {
    this.sentAfter = sentAfter;
  }

  long sentAfter() {
    return sentAfter;
  }

  /** An answer with these headers is about to be sent. */
  synchronized void answered(Headers headers) {
    answer = headers;
  }

  synchronized Headers answer() {
    return answer;
  }

  /** The client is gone, or says that it wants no answer; unless it has it already. */
  synchronized void cancel() {
    if (!over) {
      over = true;
      cancelledAfter = Optional.of(Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  /** The answer is complete, or the server ends the connection. */
  synchronized void end() {
    over = true;
  }

  synchronized Optional<Duration> cancelledAfter() {
    return cancelledAfter;
  }

  /** A rule decides what becomes of the call. */
  synchronized void ruledBy(Rule.Turn rule) {
    turn = Optional.of(rule);
  }

  /** Returns what a rule does with the call, if one decides. */
  synchronized Optional<Rule.Turn> turn() {
    return turn;
  }
}
