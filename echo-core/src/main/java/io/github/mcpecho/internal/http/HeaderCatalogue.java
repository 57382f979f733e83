package io.github.mcpecho.internal.http;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one table of headers, read from {@code headers.tsv} beside this class: an exact name wins,
 * then the longest beginning, and the row {@code *} is for every other name. To look a name up
 * makes no object.
 */
public final class HeaderCatalogue {
  private static final List<HeaderKind> ROWS = load();
  private static final Map<String, HeaderKind> BY_NAME = byName();
  private static final List<HeaderKind> BEGINNINGS =
      ROWS.stream()
          .filter(HeaderKind::isPrefix)
          .sorted(Comparator.comparingInt(HeaderKind::knownLength).reversed())
          .toList();

  private HeaderCatalogue() {}

  public static List<HeaderKind> rows() {
    return ROWS;
  }

  /** Returns what is known about headers of this name, in any case. */
  public static HeaderKind find(String name) {
    HeaderKind whole = BY_NAME.get(name);
    return whole == null ? byBeginning(name) : whole;
  }

  /**
   * Returns the row of this name for servers that do not tell underscores from hyphens (RFC 3875
   * §4.1.18).
   */
  public static HeaderKind findFolded(String name) {
    return folded(name, find(name));
  }

  /**
   * Returns {@link #findFolded} of a name that was looked up.
   *
   * @param found what {@link #find} returned
   */
  public static HeaderKind folded(String name, HeaderKind found) {
    return found.knownLength() == 0 && name.indexOf('_') >= 0
        ? find(name.replace('_', '-'))
        : found;
  }

  private static HeaderKind byBeginning(String name) {
    int i = 0;
    while (!BEGINNINGS.get(i).begins(name)) {
      i++;
    }
    return BEGINNINGS.get(i);
  }

  private static Map<String, HeaderKind> byName() {
    var byName = new TreeMap<String, HeaderKind>(String.CASE_INSENSITIVE_ORDER);
    for (HeaderKind row : ROWS) {
      if (byName.put(row.name(), row) != null) {
        throw new IllegalStateException("headers.tsv has " + row.name() + " twice");
      }
    }
    return byName;
  }

  private static List<HeaderKind> load() {
    var rows = new ArrayList<HeaderKind>();
    for (String[] cells : TsvResource.rows(HeaderCatalogue.class, "headers.tsv")) {
      rows.add(HeaderKind.of(rows.size(), cells));
    }
    return List.copyOf(rows);
  }
}
