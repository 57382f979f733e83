package io.github.mcpecho.internal.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what stands in rows under the name of a secret: CSV (RFC 4180), as managers of passwords
 * export it, also with semicolons or tabs, what {@code COPY} of PostgreSQL reads, and tables that
 * Markdown and consoles draw with bars. A head is a line of two names or more, behind which a row
 * has as many cells at least; a row of a table without secrets is none, though it may name one:
 * {@code token,required}.
 */
final class Tables {
  private static final String SEPARATORS = "\t|;,";

  /** The name of a column: some words, and what is written of them in brackets. */
  private static final Pattern NAME =
      Pattern.compile(
          "[\\s\"'`\\\\*\uFEFF]*+\\p{L}[\\p{L}\\d_.()/#-]*+(?: [\\p{L}\\d_.()/#-]++){0,3}+[\\s\"'`\\\\*]*+");

  /** What a dump of PostgreSQL writes before rows with tabs. */
  private static final Pattern COPY =
      Pattern.compile("(?i)copy [^(]{1,128}\\(([^)]{1,900})\\) from stdin");

  private static final Pattern RULE = Pattern.compile("[-+|:= \r]++(?:\"|\\z)");

  private static final Pattern FIELD = Pattern.compile("(?:[<>*] )?[A-Za-z][A-Za-z\\d-]{0,63}+: ");

  /** What may stand on the line before the first name, as {@code "csv":"} or {@code csv=}. */
  private static final String BEFORE = "\"'=:>{([/";

  private static final int LONGEST_HEAD = 1_024;

  private final String text;
  private final List<Span> found;
  private char separator;

  private Tables(String text, List<Span> found) {
    this.text = text;
    this.found = found;
  }

  static void addTo(List<Span> found, String text) {
    if (text.indexOf('\n') >= 0) {
      new Tables(text, found).search();
    }
  }

  private void search() {
    for (int line = 0; line < text.length(); ) {
      int end = TextEnds.lineFeed(text, line);
      Optional<SecretColumns> columns =
          end < text.length() && !(isField(line) && isField(end + 1))
              ? head(line, end)
              : Optional.empty();
      line = columns.isPresent() ? rows(columns.get(), end + 1) : end + 1;
    }
  }

  /** A list in a header field is no head of a table, where another field follows. */
  private boolean isField(int line) {
    return FIELD.matcher(text).region(line, text.length()).lookingAt();
  }

  private Optional<SecretColumns> head(int from, int to) {
    if (to - from > LONGEST_HEAD) {
      return Optional.empty();
    }
    String head = text.substring(from, to).strip();
    Matcher copy = COPY.matcher(head);
    if (copy.find()) {
      separator = '\t';
      return columns(List.of(copy.group(1).split(",")));
    }
    for (char candidate : SEPARATORS.toCharArray()) {
      if (head.indexOf(candidate) >= 0) {
        separator = candidate;
        boolean mayBeProse = candidate == ',' && head.indexOf(' ') >= 0;
        return columns(names(head)).filter(columns -> columns.any() || !mayBeProse);
      }
    }
    return Optional.empty();
  }

  /** In a table with bars one may stand at each end. */
  private List<String> names(String head) {
    int first = TextEnds.spacesStart(head, head.indexOf(separator));
    boolean isDrawn = first == 0 || BEFORE.indexOf(head.charAt(first - 1)) >= 0;
    int from = separator == '|' && isDrawn ? head.indexOf(separator) + 1 : 0;
    int to = separator == '|' && head.endsWith("|") ? head.length() - 1 : head.length();
    String quoted = Pattern.quote(String.valueOf(separator));
    var names =
        new ArrayList<>(List.of(head.substring(from, Math.max(from, to)).split(quoted, -1)));
    names.set(0, lastWords(names.get(0)));
    return names;
  }

  private static Optional<SecretColumns> columns(List<String> names) {
    return names.size() > 1 && names.stream().allMatch(name -> NAME.matcher(name).matches())
        ? Optional.of(new SecretColumns(names))
        : Optional.empty();
  }

  private static String lastWords(String cell) {
    int end = TextEnds.start(cell, cell.length(), c -> "\"'\\ ".indexOf(c) >= 0);
    return cell.substring(TextEnds.start(cell, end, c -> BEFORE.indexOf(c) < 0), end);
  }

  /** Returns where the rows end, which may be at once. */
  private int rows(SecretColumns columns, int from) {
    int line = from;
    while (line < text.length()) {
      int end = TextEnds.lineFeed(text, line);
      if (!isRule(line, end)) {
        var cells = new ArrayList<Span>();
        end = cells(cells, line, columns.count());
        if (cells.size() < columns.count()) {
          return line;
        }
        columns.addTo(found, text, cells);
      }
      line = end + 1;
    }
    return line;
  }

  /** Reads a row, adds the first cells of it, and returns where its line ends. */
  private int cells(List<Span> cells, int from, int most) {
    int at = separator == '|' && text.startsWith("|", from) ? from + 1 : from;
    while (true) {
      int start = separator == '\t' ? at : TextEnds.skipSpaces(text, at);
      Optional<Span> quoted = Quotes.inside(text, start);
      String ends = separator + "\n\r" + (quoted.isPresent() ? "" : "\"");
      int end =
          TextEnds.end(
              text,
              quoted.map(inside -> behindQuotes(start, inside)).orElse(start),
              c -> ends.indexOf(c) < 0);
      if (cells.size() < most) {
        cells.add(cell(start, end, quoted));
      }
      if (end == text.length() || text.charAt(end) != separator) {
        return TextEnds.lineFeed(text, end);
      }
      at = end + 1;
    }
  }

  private Span cell(int start, int end, Optional<Span> quoted) {
    int from = quoted.map(Span::from).orElse(start);
    int to = quoted.isPresent() ? end - quoteLength(start) : TextEnds.spacesStart(text, end);
    return new Span(from, Math.max(from, to));
  }

  /** A quote in a cell is doubled. */
  private int behindQuotes(int start, Span inside) {
    int length = quoteLength(start);
    String quote = text.substring(start, start + length);
    int end = Math.min(text.length(), inside.to() + length);
    while (text.startsWith(quote, end)) {
      int next = text.indexOf(quote, end + length);
      end = next < 0 ? text.length() : next + length;
    }
    return end;
  }

  private int quoteLength(int start) {
    return TextEnds.end(text, start, c -> c == '\\') + 1 - start;
  }

  /** {@code |---|:--:|} and {@code +-----+-----+}. */
  private boolean isRule(int from, int to) {
    return RULE.matcher(text).region(from, to).lookingAt();
  }
}
