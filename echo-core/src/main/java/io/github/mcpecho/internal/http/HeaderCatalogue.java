package io.github.mcpecho.internal.http;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.ArrayList;
import java.util.List;

/**
 * The one table of headers, read from {@code headers.tsv} beside this class: an exact name wins,
 * then the longest beginning, and the row {@code *} is for every other name. To look a name up
 * takes one pass over it and makes no object.
 */
public final class HeaderCatalogue {
  private static final char HYPHEN = '-';
  private static final char UNDERSCORE = '_';
  private static final List<HeaderKind> ROWS = load();

  /** An open hash table, four times as long as the table of headers. */
  private static final HeaderKind[] SLOTS = slots();

  private HeaderCatalogue() {}

  /** Returns the rows in their order. */
  public static List<HeaderKind> rows() {
    return ROWS;
  }

  /** Returns what is known about headers of this name, in any case. */
  public static HeaderKind find(String name) {
    return find(name, UNDERSCORE);
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
    return found.knownLength() == 0 && name.indexOf(UNDERSCORE) >= 0 ? find(name, HYPHEN) : found;
  }

  private static HeaderKind find(String name, char underscore) {
    HeaderKind found = SLOTS[slot(SLOTS, name, 0, 0, underscore, true)];
    int hash = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = folded(name.charAt(i), underscore);
      hash = 31 * hash + c;
      if (c == HYPHEN || c == UNDERSCORE) {
        HeaderKind beginning = SLOTS[slot(SLOTS, name, i + 1, hash, underscore, true)];
        found = beginning == null ? found : beginning;
      }
    }
    HeaderKind whole = SLOTS[slot(SLOTS, name, name.length(), hash, underscore, false)];
    return whole == null ? found : whole;
  }

  /** Returns where the row with these characters is, or where it would be. */
  private static int slot(
      HeaderKind[] slots, String name, int length, int hash, char underscore, boolean prefix) {
    int slot = hash & slots.length - 1;
    while (slots[slot] != null && !isOf(slots[slot], name, length, underscore, prefix)) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private static boolean isOf(
      HeaderKind row, String name, int length, char underscore, boolean prefix) {
    boolean same = row.isPrefix() == prefix && row.knownLength() == length;
    for (int i = 0; same && i < length; i++) {
      same = folded(name.charAt(i), underscore) == folded(row.name().charAt(i), UNDERSCORE);
    }
    return same;
  }

  private static char folded(char c, char underscore) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c == UNDERSCORE ? underscore : c;
  }

  private static HeaderKind[] slots() {
    var slots = new HeaderKind[Integer.highestOneBit(ROWS.size()) * 4];
    for (HeaderKind row : ROWS) {
      int hash = 0;
      for (int i = 0; i < row.knownLength(); i++) {
        hash = 31 * hash + folded(row.name().charAt(i), UNDERSCORE);
      }
      int slot = slot(slots, row.name(), row.knownLength(), hash, UNDERSCORE, row.isPrefix());
      if (slots[slot] != null) {
        throw new IllegalStateException("headers.tsv has " + row.name() + " twice");
      }
      slots[slot] = row;
    }
    return slots;
  }

  private static List<HeaderKind> load() {
    var rows = new ArrayList<HeaderKind>();
    for (String[] cells : TsvResource.rows(HeaderCatalogue.class, "headers.tsv")) {
      rows.add(HeaderKind.of(rows.size(), cells));
    }
    return List.copyOf(rows);
  }
}
