package io.github.mcpecho.diagnosis.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The {@code initialize} requests of all clients. Without a session id nothing tells which of them
 * a later request belongs to, so only what holds for all of them is certain. Not thread-safe.
 */
final class Handshakes {
  private static final int MAX = 1_000;

  private final List<Outcome> newest = new ArrayList<>();
  private long count;

  void add(Outcome outcome) {
    if (newest.size() == MAX) {
      newest.remove(0);
    }
    newest.add(outcome);
    count++;
  }

  long count() {
    return count;
  }

  /** Returns whether at least one may have succeeded, and this holds for each that may have. */
  boolean all(Predicate<Outcome> condition) {
    List<Outcome> successful = newest.stream().filter(outcome -> !outcome.isFailed()).toList();
    return count <= MAX && !successful.isEmpty() && successful.stream().allMatch(condition);
  }

  boolean any(Predicate<Outcome> condition) {
    return newest.stream().anyMatch(condition);
  }
}
