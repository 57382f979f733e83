package io.github.mcpecho.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Header field lines in the order they arrived, duplicates kept. Out of a servlet, the lines of one
 * name stand together where its first one stood: that is all the servlet API tells. Immutable.
 */
public final class Headers implements Iterable<Header> {
  public static final Headers NONE = new Headers(List.of());

  private final List<Header> lines;

  private Headers(List<Header> lines) {
    this.lines = lines;
  }

  public static Headers of(List<Header> lines) {
    return new Headers(List.copyOf(lines));
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
    for (Header line : lines) {
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
