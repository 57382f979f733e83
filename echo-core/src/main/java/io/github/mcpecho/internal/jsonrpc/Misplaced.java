package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.core.JsonLocation;
import io.github.mcpecho.internal.text.Expressions;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.regex.Pattern;

/** Knows what stands where JSON cannot go on, and how it is written. */
final class Misplaced {
  private static final int LONGEST = 32;
  private static final List<Row> ROWS =
      TsvResource.rows(Misplaced.class, "misplaced.tsv").stream()
          .map(row -> new Row(Expressions.compile(row[0]), row[1]))
          .toList();

  private record Row(Pattern what, String fix) {}

  private Misplaced() {}

  /** Returns words that follow the place; empty if what stands there tells nothing. */
  static String fix(String text, JsonLocation location) {
    int place = location == null ? text.length() : (int) location.getCharOffset();
    int end = Math.min(text.length(), place + LONGEST);
    return ROWS.stream()
        .filter(
            row ->
                row.what().matcher(text).useTransparentBounds(true).region(place, end).lookingAt())
        .map(row -> ": " + row.fix())
        .findFirst()
        .orElse("");
  }
}
