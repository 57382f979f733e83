package io.github.mcpecho.internal.text;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A {@link TsvResource} of a pattern in each row, and what it means that it is found. */
public final class PatternTable {
  private final List<Row> rows;

  private record Row(Pattern pattern, String meaning) {}

  /** Reads the first two columns of a resource that stands beside a class. */
  public PatternTable(Class<?> reader, String resource) {
    rows =
        TsvResource.rows(reader, resource).stream()
            .map(row -> new Row(Expressions.compile(row[0]), row[1]))
            .toList();
  }

  /** Returns the meaning of the first row that is found in one of these texts. */
  public Optional<String> first(Collection<String> texts) {
    return rows.stream()
        .filter(row -> texts.stream().anyMatch(row.pattern().asPredicate()))
        .map(Row::meaning)
        .findFirst();
  }
}
