package io.github.mcpecho.internal.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what stands in rows under the name of a secret where blanks keep the columns apart, as
 * {@code kubectl} and {@code vault} print them. A head is a line of names with two blanks between
 * them, or of three in capitals; its rows go on to the next empty line.
 */
record AlignedTables(String text, List<Span> found) {
  private static final Pattern NAME =
      Pattern.compile("\\p{L}[\\p{L}\\d_/-]*+(?: [\\p{L}\\d_/()-]++){0,2}+");

  private static final Pattern WIDE = Pattern.compile("[^ \t]++(?: [^ \t]++)*+");
  private static final Pattern RULE = Pattern.compile("[-= \t\r]*+");
  private static final Pattern NARROW = Pattern.compile("[^ \t]++");

  /** What may stand before a table in a string or a member. */
  private static final String BEFORE = "\"'=>{([";

  private static final int LONGEST_HEAD = 512;

  /** Of so many names a line in capitals is a head with one blank between them. */
  private static final int FEWEST_CAPITAL = 3;

  /**
   * @param names where each stands, from where rows begin too
   * @param isWide whether there are two blanks between them
   */
  private record Head(SecretColumns columns, List<Span> names, int start, boolean isWide) {}

  static void addTo(List<Span> found, String text) {
    if (text.indexOf('\n') >= 0) {
      new AlignedTables(text, found).search();
    }
  }

  private void search() {
    for (int line = 0; line < text.length(); ) {
      int end = TextEnds.lineFeed(text, line);
      Optional<Head> head = head(line, end);
      line = head.isPresent() ? rows(head.get(), end + 1) : end + 1;
    }
  }

  private Optional<Head> head(int from, int to) {
    if (to - from > LONGEST_HEAD || to == text.length()) {
      return Optional.empty();
    }
    int start = TextEnds.start(text, to, from, c -> BEFORE.indexOf(c) < 0);
    List<Span> names = cells(start, to, true);
    boolean isWide = names.size() > 1;
    if (!isWide) {
      names = cells(start, to, false);
      if (names.size() < FEWEST_CAPITAL || !isCapital(start, to)) {
        return Optional.empty();
      }
    }
    List<String> told = names.stream().map(name -> name.in(text)).toList();
    if (told.stream().anyMatch(name -> !NAME.matcher(name).matches() || isNoHead(name))
        || SecretNames.isSecretLabel(told.get(0)) && !isCapital(start, to)) {
      return Optional.empty();
    }
    return Optional.of(new Head(new SecretColumns(told), names, start, isWide))
        .filter(head -> head.columns().any());
  }

  /** A report of tests has a column of those that pass. */
  private static boolean isNoHead(String name) {
    return SecretNames.isNoSecret(name) && !Pairs.isValue(name) || name.equalsIgnoreCase("pass");
  }

  private boolean isCapital(int from, int to) {
    return text.substring(from, to).chars().noneMatch(Character::isLowerCase);
  }

  /** Returns where the rows end, which may be at once. */
  private int rows(Head head, int from) {
    int line = from;
    while (line < text.length()) {
      int end = TextEnds.lineFeed(text, line);
      List<Span> cells = cells(line, end, head.isWide());
      if (cells.size() != head.columns().count()) {
        cells = cells(line, end, false);
      }
      if (cells.size() != head.columns().count()) {
        cells = cells.isEmpty() || !isCapital(head) ? List.of() : below(head, line, end);
      }
      if (cells.isEmpty()) {
        return line;
      }
      if (!RULE.matcher(text).region(line, end).matches()) {
        head.columns().addTo(found, text, cells);
      }
      line = end + 1;
    }
    return line;
  }

  private boolean isCapital(Head head) {
    return head.isWide() && isCapital(head.start(), head.names().get(head.names().size() - 1).to());
  }

  /** What stands below each name, with the rest of the words at its edges. */
  private List<Span> below(Head head, int line, int end) {
    var cells = new ArrayList<Span>();
    int shift = line - head.start();
    for (int i = 0; i < head.names().size(); i++) {
      boolean isLast = i + 1 == head.names().size();
      int next = isLast ? end : Math.min(end, head.names().get(i + 1).from() + shift - 1);
      int from = Math.min(end, head.names().get(i).from() + shift);
      if (from < end && !TextEnds.isSpace(text.charAt(from))) {
        from = TextEnds.start(text, from, line, c -> !TextEnds.isSpace(c));
      }
      from = Math.min(TextEnds.skipSpaces(text, from), end);
      cells.add(new Span(from, Math.max(from, TextEnds.spacesStart(text, Math.max(from, next)))));
    }
    return cells;
  }

  /** Returns what stands between gaps: of two blanks at least if it is wide, else of one. */
  private List<Span> cells(int from, int to, boolean isWide) {
    int end = Math.min(to, TextEnds.lineEnd(text, from));
    return (isWide ? WIDE : NARROW)
        .matcher(text)
        .region(from, end)
        .results()
        .map(cell -> new Span(cell.start(), cell.end()))
        .toList();
  }
}
