package io.github.mcpecho.testing;

import java.util.LinkedHashMap;
import java.util.Map;

/** Values by name, of which the oldest go when there are too many. Not thread-safe. */
final class Newest<V> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  Newest(int most) {
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > most;
  }
}
