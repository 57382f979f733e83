package io.github.mcpecho.testing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The rules of one server; the newest one that has something to say decides. Thread-safe. */
final class Rules {
  private final Optional<Setup> setup;
  private final List<Rule> newestFirst = new CopyOnWriteArrayList<>();
  private volatile Optional<Behaviour> otherwise;

  /**
   * @param setup what there is beneath the rules
   */
  Rules(Optional<Setup> setup) {
    this.setup = setup;
    otherwise = setup.map(Setup::fresh);
  }

  void add(Rule rule) {
    newestFirst.add(0, rule);
  }

  void clear() {
    newestFirst.clear();
    otherwise = setup.map(Setup::fresh);
  }

  Optional<Behaviour> next(RecordedCall call) {
    return newestFirst.stream()
        .flatMap(rule -> rule.next(call).stream())
        .findFirst()
        .or(() -> otherwise);
  }
}
