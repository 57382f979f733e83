package io.github.mcpecho.internal.redaction;

import java.util.Optional;

/** What stands in quotes, with or without backslashes before them. */
final class Quotes {
  /** Of a quote in a string of JSON, in a string of JSON, in a string of JSON. */
  private static final int MOST_BACKSLASHES = 7;

  /** Around a string of several lines: in Java, Kotlin, Python, Swift and TOML. */
  private static final String THREE = "\"\"\"";

  private Quotes() {}

  static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  /** Returns what is between the quote that stands here, if one does, and the next like it. */
  static Optional<Span> inside(String text, int open) {
    int quote = open;
    while (quote - open < MOST_BACKSLASHES && text.startsWith("\\", quote)) {
      quote++;
    }
    if (quote >= text.length() || !isQuote(text.charAt(quote))) {
      return Optional.empty();
    }
    if (text.startsWith(THREE, open)) {
      int close = text.indexOf(THREE, open + 3);
      return Optional.of(new Span(open + 3, close < 0 ? text.length() : close));
    }
    int threeEnd = text.startsWith("'''", open) ? text.indexOf("'''", open + 3) : -1;
    if (threeEnd > open + 3) {
      return Optional.of(new Span(open + 3, threeEnd));
    }
    int start = quote + 1;
    int end =
        quote == open
            ? TextEnds.quotedEnd(text, start, text.charAt(quote))
            : text.indexOf(text.substring(open, start), start);
    return Optional.of(new Span(start, end < 0 ? text.length() : end));
  }

  /** Returns where what is behind the closing quote begins. */
  static int behind(String text, Span inside) {
    return Math.min(text.length(), TextEnds.end(text, inside.to(), c -> c == '\\') + 1);
  }
}
