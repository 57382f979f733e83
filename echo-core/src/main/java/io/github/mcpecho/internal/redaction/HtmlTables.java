package io.github.mcpecho.internal.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what stands in tables and lists of HTML under or beside the name of a secret: in a column
 * below {@code <th>}, in the second of two cells, in {@code <dd>} behind {@code <dt>}.
 */
final class HtmlTables {
  private static final Pattern TAG =
      Pattern.compile(
          "<(/?)(table|tr|th|td|dt|dd)(?:\\s[^<>]{0,256}+)?>", Pattern.CASE_INSENSITIVE);

  private static final Pattern INNER_TAG = Pattern.compile("<[^<>]{0,256}+>");

  private static final Pattern AROUND = Pattern.compile("(?:\\s++|<[^<>]{0,256}+>)*+");

  private record Cell(String tag, Span content) {}

  private final String text;
  private final List<Span> found;
  private final List<Cell> row = new ArrayList<>();
  private List<String> head = List.of();

  private HtmlTables(String text, List<Span> found) {
    this.text = text;
    this.found = found;
  }

  static void addTo(List<Span> found, String text) {
    if (text.indexOf('<') >= 0) {
      new HtmlTables(text, found).search();
    }
  }

  private void search() {
    Matcher tag = TAG.matcher(text);
    String open = "";
    int from = 0;
    while (tag.find()) {
      if (!open.isEmpty()) {
        row.add(new Cell(open, inner(from, tag.start())));
      }
      String name = tag.group(2).toLowerCase(Locale.ROOT);
      boolean isCell = tag.group(1).isEmpty() && name.charAt(0) != 't' || name.matches("t[hd]");
      open = isCell && tag.group(1).isEmpty() ? name : "";
      from = tag.end();
      if (name.startsWith("ta") || name.equals("tr") || name.equals("dt") && !open.isEmpty()) {
        endRow();
        head = name.startsWith("ta") ? List.of() : head;
      }
    }
    if (!open.isEmpty()) {
      row.add(new Cell(open, inner(from, text.length())));
    }
    endRow();
  }

  private void endRow() {
    if (row.size() > 1 && row.stream().allMatch(cell -> cell.tag().equals("th"))) {
      head = row.stream().map(cell -> text(cell.content())).toList();
    } else if (row.size() == head.size()) {
      new SecretColumns(head).addTo(found, text, row.stream().map(Cell::content).toList());
    } else if (row.size() == 2) {
      pair(text(row.get(0).content()), row.get(1).content());
    }
    row.clear();
  }

  private void pair(String label, Span value) {
    String name = label.endsWith(":") ? label.substring(0, label.length() - 1) : label;
    int wordEnd = TextEnds.end(text, value.from(), value.to(), c -> !Chars.endsValue(c));
    if (value.from() < value.to()
        && SecretNames.isSecretLabel(name)
        && !StandIns.isWhole(text, value)
        && !PlainWords.isPlain(text, value.from(), wordEnd)) {
      found.add(Values.span(name, value.from(), value.to()));
    }
  }

  private String text(Span span) {
    return INNER_TAG.matcher(span.in(text)).replaceAll("").strip();
  }

  /** Without the tags and blanks around it. */
  private Span inner(int from, int to) {
    Matcher tag = AROUND.matcher(text).region(from, to);
    int start = tag.lookingAt() ? tag.end() : from;
    tag.usePattern(INNER_TAG);
    int end = Math.max(start, TextEnds.blanksStart(text, to));
    int open = text.lastIndexOf('<', end - 1);
    while (end > start && open > start && tag.region(open, end).matches()) {
      end = TextEnds.blanksStart(text, open);
      open = text.lastIndexOf('<', end - 1);
    }
    return new Span(Math.min(start, to), Math.max(Math.min(start, to), end));
  }
}
