package io.github.mcpecho.testing.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Remembers values by name; a new one takes the place of the oldest one. Thread-safe. */
final class Bounded<V> {
  static final int MAX = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, V> values =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
          return size() > MAX;
        }
      };

  /** Returns whether the name is new. */
  boolean add(String name, V value) {
    lock.lock();
    try {
      return values.putIfAbsent(name, value) == null;
    } finally {
      lock.unlock();
    }
  }

  Optional<V> get(String name) {
    lock.lock();
    try {
      return Optional.ofNullable(values.get(name));
    } finally {
      lock.unlock();
    }
  }

  /** Returns the value for the last time. */
  Optional<V> take(String name) {
    lock.lock();
    try {
      return Optional.ofNullable(values.remove(name));
    } finally {
      lock.unlock();
    }
  }
}
