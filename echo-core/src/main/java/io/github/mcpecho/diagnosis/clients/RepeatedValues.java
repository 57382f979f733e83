package io.github.mcpecho.diagnosis.clients;

import io.github.mcpecho.internal.hashing.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers which requests had the same value in them, such as an id, and forgets the values that
 * were not used for the longest time. Not thread-safe.
 */
final class RepeatedValues {
  private static final int MAX_USES = 16;

  private final Map<String, List<Outcome>> outcomes;

  /**
   * @param maxValues how many of them are remembered
   */
  RepeatedValues(int maxValues) {
    outcomes =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, List<Outcome>> eldest) {
            return size() > maxValues;
          }
        };
  }

  /** Returns the uses that are remembered, oldest first. */
  List<Outcome> of(String value) {
    return List.copyOf(outcomes.getOrDefault(key(value), List.of()));
  }

  void clear() {
    outcomes.clear();
  }

  private static String key(String value) {
    return Hashes.base64Url(Hashes.sha256(value.getBytes(StandardCharsets.UTF_8)));
  }

  /** Remembers a use, and returns the ones before it, oldest first. */
  List<Outcome> add(String value, Outcome outcome) {
    List<Outcome> uses = outcomes.computeIfAbsent(key(value), unused -> new ArrayList<>());
    List<Outcome> earlier = List.copyOf(uses);
    if (uses.size() == MAX_USES) {
      uses.remove(0);
    }
    uses.add(outcome);
    return earlier;
  }
}
