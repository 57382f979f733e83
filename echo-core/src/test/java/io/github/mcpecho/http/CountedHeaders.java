package io.github.mcpecho.http;

import java.util.AbstractList;
import java.util.List;

/** Header lines that know how often somebody began to read them. */
public final class CountedHeaders extends AbstractList<Header> {
  private final List<Header> lines;
  private int readings;

  private CountedHeaders(List<Header> lines) {
    this.lines = lines;
  }

  public static CountedHeaders of(String... namesAndValues) {
    return new CountedHeaders(Headers.of(namesAndValues).lines());
  }

  /** Returns headers that have these lines. */
  public Headers headers() {
    return new Headers(this);
  }

  public int readings() {
    return readings;
  }

  @Override
  public Header get(int index) {
    readings += index == 0 ? 1 : 0;
    return lines.get(index);
  }

  @Override
  public int size() {
    return lines.size();
  }
}
