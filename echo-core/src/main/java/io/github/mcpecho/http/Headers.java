package io.github.mcpecho.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Header field lines, duplicates kept: in the order they were sent in, or {@link #grouped} by name.
 * Immutable and thread-safe; who asks for many names does not read the lines for each of them.
 */
public final class Headers implements Iterable<Header> {
  /** To read a few lines this often is cheaper than to make an index of them. */
  private static final int LOOK_UPS_WITHOUT_INDEX = 8;

  private static final Header[] NO_INDEX = {};

  private static final Comparator<Header> BY_NAME =
      Comparator.comparing(Header::name, String.CASE_INSENSITIVE_ORDER);

  public static final Headers NONE = new Headers(List.of());

  private final List<Header> lines;
  private final boolean isInOrder;
  private int lookUps;
  private volatile Header[] index = NO_INDEX;

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
      Header[] sorted = index;
      int at = begin(sorted, name);
      return isAt(sorted, at, name) ? Optional.of(sorted[at].value()) : Optional.empty();
    }
    for (int i = 0; i < lines.size(); i++) {
      Header line = lines.get(i);
      if (line.name().equalsIgnoreCase(name)) {
        return Optional.of(line.value());
      }
    }
    return Optional.empty();
  }

  /** Returns the values of all lines of this name, in any case, in order, as a new list. */
  public List<String> all(String name) {
    // Most names that are asked for did not arrive, and most others arrived once.
    var values = new ArrayList<String>(0);
    if (isIndexed()) {
      Header[] sorted = index;
      for (int at = begin(sorted, name); isAt(sorted, at, name); at++) {
        values.add(sorted[at].value());
      }
      return values;
    }
    for (int i = 0; i < lines.size(); i++) {
      Header line = lines.get(i);
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

  /** Threads that ask at the same time may make the same index twice, which harms nobody. */
  private boolean makeIndex() {
    Header[] sorted = lines.toArray(Header[]::new);
    // Lines of one name stay in order.
    Arrays.sort(sorted, BY_NAME);
    index = sorted;
    return true;
  }

  /** Returns where the lines of this name begin, if there are any. */
  private static int begin(Header[] sorted, String name) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) / 2;
      if (sorted[middle].name().compareToIgnoreCase(name) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean isAt(Header[] sorted, int at, String name) {
    return at < sorted.length && sorted[at].name().equalsIgnoreCase(name);
  }

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
