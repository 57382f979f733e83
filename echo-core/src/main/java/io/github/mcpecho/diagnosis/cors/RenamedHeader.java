package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Optional;

/**
 * A header that a product passes on under another name, by {@code renamed.tsv} beside this class.
 *
 * @param name under which it came
 * @param product that renames so
 * @param fix what to do there
 */
record RenamedHeader(String name, String product, String fix) {
  private static final List<String[]> ROWS = TsvResource.rows(RenamedHeader.class, "renamed.tsv");

  /** Returns the header that a product renamed, unless one of the original name is there too. */
  static Optional<RenamedHeader> of(String name, Headers headers) {
    return headers.contains(name)
        ? Optional.empty()
        : ROWS.stream()
            .filter(row -> headers.contains(row[0] + name))
            .findFirst()
            .map(row -> new RenamedHeader(row[0] + name, row[1], row[2]));
  }
}
