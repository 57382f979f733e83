package io.github.mcpecho.testing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The rules of one server; the newest one that has something to say decides. Thread-safe. */
final class Rules {
  private final List<Rule> newestFirst = new CopyOnWriteArrayList<>();

  void add(Rule rule) {
    newestFirst.add(0, rule);
  }

  void clear() {
    newestFirst.clear();
  }

  Optional<Behaviour> next(RecordedCall call) {
    return newestFirst.stream().flatMap(rule -> rule.next(call).stream()).findFirst();
  }
}
