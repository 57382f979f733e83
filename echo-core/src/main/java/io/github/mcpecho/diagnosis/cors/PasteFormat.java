package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.internal.text.Expressions;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a tool prints header lines in a form of its own: a row of {@code formats.tsv}.
 *
 * @param sign occurs in every text of this form
 */
record PasteFormat(Pattern sign, Pattern printed, String line) {
  private static final String NONE = "-";
  private static final List<PasteFormat> ROWS =
      TsvResource.rows(PasteFormat.class, "formats.tsv").stream()
          .map(
              cells ->
                  new PasteFormat(
                      Expressions.compile(cells[1].equals(NONE) ? "" : cells[1]),
                      Expressions.compile(cells[2]),
                      cells[3].equals(NONE) ? "" : cells[3].replace("\\n", "\n")))
          .toList();

  /** Returns the text without what tools print around the lines. */
  static String clean(String text) {
    return replace(text, false);
  }

  /** Returns a clean text with each header line in the form of HTTP. */
  static String lines(String text) {
    return replace(text, true);
  }

  private static String replace(String text, boolean lines) {
    String replaced = text;
    for (PasteFormat format : ROWS) {
      boolean ofLines = format.printed.pattern().startsWith("(?m)");
      if (ofLines == lines && format.sign.matcher(replaced).find()) {
        replaced = format.printed.matcher(replaced).replaceAll(format.line);
      }
    }
    return replaced;
  }
}
