package io.github.mcpecho.internal.redaction;

/**
 * A part of a text.
 *
 * @param chosen whether a person has made it up, so that somebody can guess it
 */
record Span(int from, int to, boolean chosen) {
  /** What a machine made. */
  Span(int from, int to) {
    this(from, to, false);
  }

  String in(String text) {
    return text.substring(from, to);
  }

  boolean isIn(Span other) {
    return from >= other.from && to <= other.to;
  }

  Span with(Span other) {
    return new Span(from, Math.max(to, other.to), chosen || other.chosen);
  }
}
