package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a tool prints header lines otherwise: a row of {@code formats.tsv} beside this class.
 *
 * @param sign what has to be in the text
 */
record PasteFormat(Pattern sign, Pattern printed, String line) {
  private static final String NONE = "-";
  private static final List<PasteFormat> ROWS =
      TsvResource.rows(PasteFormat.class, "formats.tsv").stream()
          .map(
              cells ->
                  new PasteFormat(
                      Pattern.compile(cells[1].equals(NONE) ? "" : cells[1]),
                      Pattern.compile(cells[2]),
                      cells[3].equals(NONE) ? "" : cells[3]))
          .toList();

  /** Returns a text without the characters that are no part of what it says. */
  static String clean(String text) {
    return replace(text, false);
  }

  /** Returns a clean text with its header lines as they are on the wire. */
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
