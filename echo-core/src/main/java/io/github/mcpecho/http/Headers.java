package io.github.mcpecho.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Header field lines, duplicates kept: in the order they were sent in, or {@link #grouped} by name.
 * Immutable and thread-safe; who asks for many names does not read the lines for each of them.
 */
public final class Headers implements Iterable<Header> {
  /** To read a few lines this often is cheaper than to make an index of them. */
  private static final int LOOK_UPS_WITHOUT_INDEX = 8;

  private static final Map<String, List<String>> NO_INDEX = Map.of();

  public static final Headers NONE = new Headers(List.of());

  private final List<Header> lines;
  private final boolean isInOrder;
  private int lookUps;
  private volatile Map<String, List<String>> index = NO_INDEX;

  Headers(List<Header> lines) {
    this(lines, true);
  }

  private Headers(List<Header> lines, boolean isInOrder) {
    this.lines = lines;
    this.isInOrder = isInOrder;
  }

  /** Returns these lines, which stand in the order they were sent in. */
  public static Headers of(List<Header> lines) {
    return new Headers(List.copyOf(lines));
  }

  /**
   * Returns these lines, which a container has put together by name: that is all that the servlet
   * API tells. The order among the lines of one name is theirs, any other is the container's.
   */
  public static Headers grouped(List<Header> lines) {
    return new Headers(List.copyOf(lines), false);
  }

  /** Returns whether the lines stand in the order they were sent in. */
  public boolean isInOrder() {
    return isInOrder;
  }

  /** Returns headers from alternating names and values. */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("A header has a name and a value");
    }
    var lines = new ArrayList<Header>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      lines.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
    }
    return of(lines);
  }

  /** Returns the value of the first line of this name, in any case (RFC 9110 §5.1). */
  public Optional<String> first(String name) {
    if (isIndexed()) {
      List<String> values = indexed(name);
      return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }
    for (Header line : lines) {
      if (line.name().equalsIgnoreCase(name)) {
        return Optional.of(line.value());
      }
    }
    return Optional.empty();
  }

  /** Returns the values of all lines of this name, in any case, in order, as a new list. */
  public List<String> all(String name) {
    if (isIndexed()) {
      return new ArrayList<>(indexed(name));
    }
    // Most names that are asked for did not arrive, and most others arrived once.
    var values = new ArrayList<String>(0);
    for (Header line : lines) {
      if (line.name().equalsIgnoreCase(name)) {
        values.add(line.value());
      }
    }
    return values;
  }

  public boolean contains(String name) {
    return first(name).isPresent();
  }

  private boolean isIndexed() {
    return index != NO_INDEX || ++lookUps > LOOK_UPS_WITHOUT_INDEX && makeIndex();
  }

  private List<String> indexed(String name) {
    return index.getOrDefault(name, List.of());
  }

  /** Threads that ask at the same time may make the same index twice, which harms nobody. */
  private boolean makeIndex() {
    var made = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (Header line : lines) {
      made.computeIfAbsent(line.name(), name -> new ArrayList<>(1)).add(line.value());
    }
    index = made;
    return true;
  }

  /** Returns all lines. */
  public List<Header> lines() {
    return lines;
  }

  public int size() {
    return lines.size();
  }

  @Override
  public Iterator<Header> iterator() {
    return lines.iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Headers that && lines.equals(that.lines);
  }

  @Override
  public int hashCode() {
    return lines.hashCode();
  }

  /** Names only: a value may be a secret. */
  @Override
  public String toString() {
    return lines.stream().map(Header::name).toList().toString();
  }
}
