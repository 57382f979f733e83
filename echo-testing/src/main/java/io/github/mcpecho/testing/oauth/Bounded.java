package io.github.mcpecho.testing.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Remembers values by name; a new one takes the place of the oldest one. Thread-safe. */
final class Bounded<V> {
  static final int MAX = 1_000;

  private final Map<String, V> values =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
          return size() > MAX;
        }
      };

  /** Returns whether the name is new. */
  synchronized boolean add(String name, V value) {
    return values.putIfAbsent(name, value) == null;
  }

  /** Remembers a value by a name that nobody can guess, and returns that. */
  String addUnder(String prefix, V value) {
    String name = prefix + UUID.randomUUID();
    add(name, value);
    return name;
  }

  synchronized Optional<V> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Returns the value for the last time. */
  synchronized Optional<V> take(String name) {
    return Optional.ofNullable(values.remove(name));
  }
}
