package io.github.mcpecho.testing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Behaviours for the calls that match, in turn; the last one stays. Thread-safe. */
final class Rule {
  private final CallMatcher matcher;
  private final int after;
  private final int times;
  private final List<Behaviour> behaviours;
  private final AtomicLong seen = new AtomicLong();

  Rule(CallMatcher matcher, int after, int times, List<Behaviour> behaviours) {
    this.matcher = matcher;
    this.after = after;
    this.times = times;
    this.behaviours = List.copyOf(behaviours);
  }

  /** Returns what to do with a call, if this rule is about it and its turn has come. */
  Optional<Behaviour> next(RecordedCall call) {
    if (!matcher.matches(call)) {
      return Optional.empty();
    }
    long turn = seen.getAndIncrement() - after;
    return turn < 0 || turn >= times
        ? Optional.empty()
        : Optional.of(behaviours.get((int) Math.min(turn, behaviours.size() - 1L)));
  }
}
