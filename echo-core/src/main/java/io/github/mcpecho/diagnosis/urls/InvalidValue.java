package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.internal.http.UrlPart;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that proxies write in the place of a part of a URL, and how to mend it.
 *
 * @param words what it is; empty where the value says it
 */
record InvalidValue(UrlPart part, Pattern pattern, String words, String fix) {
  private static final List<InvalidValue> KNOWN =
      TsvResource.rows(InvalidValue.class, "invalid-values.tsv").stream()
          .map(InvalidValue::of)
          .toList();

  /** Longer values fit none but the last row, which also bounds the work of the patterns. */
  private static final int LONGEST = 300;

  /** Returns what fits a value that cannot be this part. */
  static InvalidValue of(UrlPart part, String value) {
    List<InvalidValue> ofPart = KNOWN.stream().filter(row -> row.part == part).toList();
    return ofPart.stream()
        .filter(row -> value.length() <= LONGEST && row.pattern.matcher(value).matches())
        .findFirst()
        .orElse(ofPart.get(ofPart.size() - 1));
  }

  private static InvalidValue of(String[] cells) {
    return new InvalidValue(
        UrlPart.valueOf(cells[0]),
        Pattern.compile(cells[1], Pattern.CASE_INSENSITIVE),
        cells[2].equals("-") ? "" : ": " + cells[2],
        cells[3]);
  }
}
