package io.github.mcpecho.diagnosis.intermediaries;

import io.github.mcpecho.internal.text.Glob;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a request shows when a product is in front: terms that hold all of them. The table explains
 * their forms.
 */
record Sign(List<Term> terms) {
  static Sign parse(String text) {
    return new Sign(
        Stream.of(text.toLowerCase(Locale.ROOT).split(" & ")).map(Term::parse).toList());
  }

  boolean isIn(Seen request) {
    for (int i = 0; i < terms.size(); i++) {
      if (!terms.get(i).isIn(request)) {
        return false;
      }
    }
    return true;
  }

  /** One term: a name, a value, and whether there must be no such thing. */
  private record Term(Glob name, Glob value, boolean absent) {
    private static final String NOT = "!";

    static Term parse(String text) {
      boolean absent = text.startsWith(NOT);
      String[] parts = (absent ? text.substring(NOT.length()) : text).split("=", 2);
      return new Term(new Glob(parts[0]), new Glob(parts.length == 1 ? "*" : parts[1]), absent);
    }

    boolean isIn(Seen request) {
      return request.has(name, value) != absent;
    }
  }
}
