package io.github.mcpecho.internal.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what SQL inserts into columns of secrets: {@code INSERT INTO users (name, password) VALUES
 * ('ann', 'value')}, with several rows too.
 */
record InsertedRows(String text, List<Span> found) {
  private static final String VALUES = "values";

  private static final int LONGEST_LIST = 4_096;

  static void addTo(List<Span> found, String text) {
    int close = text.indexOf(')');
    if (close < 0) {
      return;
    }
    var rows = new InsertedRows(text, found);
    for (; close >= 0; close = text.indexOf(')', close + 1)) {
      rows.behindColumns(close);
    }
  }

  private void behindColumns(int close) {
    int values = TextEnds.skipBlanks(text, close + (text.startsWith("+", close + 1) ? 2 : 1));
    if (!text.regionMatches(true, values, VALUES, 0, VALUES.length())) {
      return;
    }
    int open = TextEnds.start(text, close, close - LONGEST_LIST, c -> "()".indexOf(c) < 0);
    var columns = new SecretColumns(List.of(text.substring(open, close).split(",")));
    if (!columns.any()) {
      return;
    }
    int row = TextEnds.skipBlanks(text, values + VALUES.length());
    while (text.startsWith("(", row)) {
      var cells = new ArrayList<Span>();
      int end = TextEnds.skipBlanks(text, cells(cells, row + 1, columns.count()));
      columns.addTo(found, text, cells);
      row = text.startsWith(",", end) ? TextEnds.skipBlanks(text, end + 1) : text.length();
    }
  }

  /** Reads a row, adds the first cells of it, and returns what stands behind its bracket. */
  private int cells(List<Span> cells, int from, int most) {
    int start = TextEnds.skipBlanks(text, from);
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      Optional<Span> quoted = Quotes.inside(text, i);
      if (quoted.isPresent()) {
        i = quoted.get().to() + quoted.get().from() - i - 1;
        continue;
      }
      char c = text.charAt(i);
      depth += c == '(' ? 1 : 0;
      if (depth == 0 && (c == ',' || c == ')')) {
        if (cells.size() < most) {
          cells.add(cell(start, TextEnds.blanksStart(text, i)));
        }
        start = TextEnds.skipBlanks(text, i + 1);
        if (c == ')') {
          return i + 1;
        }
      }
      depth -= c == ')' ? 1 : 0;
    }
    cells.add(cell(start, text.length()));
    return text.length();
  }

  private Span cell(int from, int to) {
    return Quotes.inside(text, from)
        .filter(inside -> inside.to() < to)
        .orElse(new Span(from, Math.max(from, to)));
  }
}
