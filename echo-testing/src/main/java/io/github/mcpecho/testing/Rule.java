package io.github.mcpecho.testing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Behaviours for the calls that match, in turn; the last one stays. Thread-safe. */
final class Rule {
  private final CallMatcher matcher;
  private final int after;
  private final int times;
  private final List<Behaviour> behaviours;
  private final AtomicLong seen = new AtomicLong();

  /** A call's behaviour, and the rule that it is of. */
  record Turn(Rule rule, Behaviour behaviour) {
    /** Returns which calls the rule is about, and what it does with this one. */
    @Override
    public String toString() {
      return rule.matcher + ": " + name(behaviour);
    }
  }

  Rule(CallMatcher matcher, int after, int times, List<Behaviour> behaviours) {
    this.matcher = matcher;
    this.after = after;
    this.times = times;
    this.behaviours = List.copyOf(behaviours);
  }

  /**
   * Returns what to do with a call, if this rule is about it and its turn has come. A call that
   * goes on with the input that this rule asked for belongs to the turn that has begun.
   */
  Optional<Turn> next(RecordedCall call, Optional<Turn> begun) {
    if (!matcher.matches(call)) {
      return Optional.empty();
    }
    if (begun.filter(turn -> turn.rule() == this).isPresent()) {
      return begun;
    }
    long turn = seen.getAndIncrement() - after;
    return turn < 0 || turn >= times
        ? Optional.empty()
        : Optional.of(new Turn(this, behaviours.get((int) Math.min(turn, behaviours.size() - 1L))));
  }

  boolean hasActed() {
    return seen.get() > after;
  }

  /** A lambda has no name that means anything. */
  private static String name(Behaviour behaviour) {
    boolean nameless = behaviour.getClass().isHidden() || behaviour.getClass().isAnonymousClass();
    return nameless ? "a behaviour of the test" : behaviour.toString();
  }

  /** Returns which calls it is about, and what it does with them. */
  @Override
  public String toString() {
    return matcher
        + (after == 0 ? "" : " after " + after)
        + ": "
        + behaviours.stream().map(Rule::name).collect(Collectors.joining(", then "))
        + (after == 0 || seen.get() == 0 ? "" : " (" + seen + " came)");
  }
}
