package io.github.mcpecho.internal.redaction;

import java.util.List;

/**
 * Finds the keys of licences, and codes of their kind: groups of letters and digits that are all of
 * one length, with hyphens or underscores between them. The form itself tells of a machine, so they
 * need fewer points than {@link RandomRuns} asks for: one a character, half of one if there are
 * capitals and hyphens only. Groups of words have less than none. Hexadecimal counts nothing, as
 * there: so IPv6 addresses are written in names of hosts.
 *
 * <p>Of random keys of four groups of four letters and digits one in 100 passes, in small letters
 * one in 20; of capital letters alone one in 20. Of a million names of packages none is taken for
 * one.
 */
final class GroupedKeys {
  private static final int SHORTEST_GROUP = 4;
  private static final int LONGEST_GROUP = 8;
  private static final int FEWEST_GROUPS = 3;

  /** Letters and digits of all groups. */
  private static final int SHORTEST = 14;

  private GroupedKeys() {}

  static void addTo(List<Span> found, String text) {
    for (int i = 0; i < text.length(); ) {
      int end = groupEnd(text, i);
      int length = end - i;
      int groups = 1;
      while (isEqual(text, end, length)) {
        end += length + 1;
        groups++;
      }
      boolean isKey =
          groups >= FEWEST_GROUPS && groups * length >= SHORTEST && isRandom(text, i, end, length);
      if (isKey && !PublicForms.isPublic("", text, i, end)) {
        found.add(new Span(i, end));
      }
      i = end + 1;
    }
  }

  /** Returns whether a separator stands here, and behind it a group of this length. */
  private static boolean isEqual(String text, int at, int length) {
    return at < text.length()
        && (text.charAt(at) == '-' || text.charAt(at) == '_')
        && length >= SHORTEST_GROUP
        && length <= LONGEST_GROUP
        && groupEnd(text, at + 1) == at + 1 + length;
  }

  private static boolean isRandom(String text, int from, int to, int length) {
    int points = 0;
    int characters = 0;
    boolean isHex = true;
    boolean isLicence = text.charAt(from + length) == '-';
    for (int i = from; i < to; i++) {
      int inGroup = (i - from) % (length + 1);
      if (inGroup < length) {
        characters++;
        isHex &= Chars.isHex(text.charAt(i));
        isLicence &= text.charAt(i) < 'a';
        int start = i - inGroup;
        boolean counts = inGroup > 0 && !isNumbered(text, i, start, start + length);
        points += counts ? Surprisal.points(text, i) : 0;
      }
    }
    return !isHex && (isLicence ? 2 * points : points) >= characters;
  }

  /** Returns whether a number ends the word that stands before it, as in {@code ipv6}. */
  private static boolean isNumbered(String text, int digit, int from, int to) {
    return TextEnds.end(text, from, to, c -> !Chars.isDigit(c)) == digit
        && TextEnds.end(text, digit, to, Chars::isDigit) == to;
  }

  private static int groupEnd(String text, int from) {
    return TextEnds.end(text, from, Chars::isAlphanumeric);
  }
}
