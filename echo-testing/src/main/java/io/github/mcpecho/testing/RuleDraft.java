package io.github.mcpecho.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A rule that has no behaviour yet; {@link #then} gives it one, and it counts from there on. */
public final class RuleDraft {
  private final Consumer<Rule> rules;
  private final CallMatcher matcher;
  private final int after;
  private final int times;

  /**
   * @param rules takes the rule once it has a behaviour
   */
  RuleDraft(Consumer<Rule> rules, CallMatcher matcher) {
    this(rules, matcher, 0, Integer.MAX_VALUE);
  }

  private RuleDraft(Consumer<Rule> rules, CallMatcher matcher, int after, int times) {
    this.rules = rules;
    this.matcher = matcher;
    this.after = after;
    this.times = times;
  }

  /** Lets this many matching calls pass first. */
  public RuleDraft after(int calls) {
    return new RuleDraft(rules, matcher, requireAtLeast(0, calls), times);
  }

  /**
   * Ends after this many calls; without it the rule holds until {@link McpEchoServer#reset}. A call
   * of 2026-07-28 that goes on with the input that the rule asked for is not counted again.
   */
  public RuleDraft times(int calls) {
    return new RuleDraft(rules, matcher, after, requireAtLeast(1, calls));
  }

  /** Behaves so from now on: for the first matching call like the first, and so on. */
  public void then(Behaviour first, Behaviour... others) {
    var behaviours = new ArrayList<Behaviour>();
    behaviours.add(first);
    behaviours.addAll(List.of(others));
    rules.accept(new Rule(matcher, after, times, behaviours));
  }

  private static int requireAtLeast(int least, int calls) {
    if (calls < least) {
      throw new IllegalArgumentException("At least " + least + " calls, not " + calls);
    }
    return calls;
  }
}
