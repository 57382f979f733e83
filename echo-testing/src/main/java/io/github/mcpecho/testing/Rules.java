package io.github.mcpecho.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rules of one server: what behaviours have left for later calls, then those of the test. Of
 * each kind the newest one that has something to say decides. Thread-safe.
 */
final class Rules {
  static final int MAX_LATER = 100;

  private final List<Setup> setups;
  private final List<Rule> newestFirst = new CopyOnWriteArrayList<>();
  private final List<CallMatcher> unfinished = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<AssertionError>> failure =
      new AtomicReference<>(Optional.empty());
  private volatile List<Rule> later = new CopyOnWriteArrayList<>();
  private volatile List<Behaviour> beneath;

  /**
   * @param setups what there is beneath the rules, and beneath each other
   */
  Rules(List<Setup> setups) {
    this.setups = setups.stream().sorted(Comparator.comparing(setup -> !setup.isGuard())).toList();
    beneath = this.setups.stream().map(Setup::fresh).toList();
  }

  /** Begins a rule of the test, which there is once it has a behaviour. */
  RuleDraft draft(CallMatcher matcher) {
    unfinished.add(matcher);
    return new RuleDraft(
        rule -> {
          unfinished.remove(matcher);
          newestFirst.add(0, rule);
        },
        matcher);
  }

  /** Returns what the test began rules for, and gave no behaviour. */
  List<CallMatcher> unfinished() {
    return List.copyOf(unfinished);
  }

  /** Returns where a behaviour leaves rules; what it still leaves there after a reset is lost. */
  Consumer<Rule> later() {
    List<Rule> untilReset = later;
    return rule -> addLater(untilReset, rule);
  }

  private synchronized void addLater(List<Rule> rules, Rule rule) {
    rules.add(0, rule);
    if (rules.size() > MAX_LATER) {
      rules.remove(MAX_LATER);
    }
  }

  synchronized void clear() {
    later = new CopyOnWriteArrayList<>();
    newestFirst.clear();
    unfinished.clear();
    beneath =
        IntStream.range(0, setups.size())
            .mapToObj(at -> setups.get(at).afterReset(beneath.get(at)))
            .toList();
    failure.set(Optional.empty());
  }

  /**
   * Returns what to do with a call.
   *
   * @param begun the turn that asked for the input which the call goes on with, if one did
   */
  Optional<Rule.Turn> next(RecordedCall call, Optional<Rule.Turn> begun) {
    return Stream.concat(later.stream(), newestFirst.stream())
        .flatMap(rule -> rule.next(call, begun).stream())
        .findFirst();
  }

  /** Returns the rules of the test that never had anything to say, oldest first. */
  List<Rule> idle() {
    var idle = new ArrayList<>(newestFirst);
    idle.removeIf(Rule::hasActed);
    Collections.reverse(idle);
    return idle;
  }

  /** Keeps the first failure for the test: of a behaviour, or of a condition. */
  void failed(String message, Throwable cause) {
    failure.updateAndGet(first -> first.or(() -> Optional.of(new AssertionError(message, cause))));
  }

  /** Tells the test of a failure, once. */
  void throwFailure() {
    Optional<AssertionError> failed = failure.getAndSet(Optional.empty());
    if (failed.isPresent()) {
      throw failed.get();
    }
  }

  /** Returns what there is beneath the rules, the one that is asked first in front. */
  List<Behaviour> setups() {
    return beneath;
  }
}
