package io.github.mcpecho.internal.redaction;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Objects under the name of a secret that tell about one and hold none, in JSON and in YAML: {@code
 * "auth": {"type": "oauth"}}, {@code {"secretKeyRef": {"name": "db", "key": "password"}}}.
 */
final class Descriptions {
  /** No longer one is read, however often its beginning stands in itself. */
  private static final int LONGEST = 512;

  private static final int DEEPEST = 8;
  private static final int NONE = -1;

  /** Between the words of a value, each of which may have letters or digits. */
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s/.:_-]+");

  private final String text;
  private final int limit;

  private Descriptions(String text, int from) {
    this.text = text;
    this.limit = Math.min(text.length(), from + LONGEST);
  }

  /** Returns where the one ends that begins here, here if none does. */
  static int end(String text, int from) {
    return text.startsWith("{", from)
        ? Math.max(from, new Descriptions(text, from).objectEnd(from, 0))
        : from;
  }

  private int objectEnd(int open, int depth) {
    int next = TextEnds.skipBlanks(text, open + 1);
    while (next < limit && depth < DEEPEST) {
      Span name = word(next, ":=");
      int sign = TextEnds.skipBlanks(text, end(name, next));
      if (name.from() == name.to() || sign >= limit || ":=".indexOf(text.charAt(sign)) < 0) {
        return NONE;
      }
      int end = valueEnd(name.in(text), TextEnds.skipBlanks(text, sign + 1), depth);
      if (end == NONE) {
        return NONE;
      }
      if (text.startsWith("}", end)) {
        return end + 1;
      }
      next = behindComma(end);
    }
    return NONE;
  }

  private int listEnd(String name, int open) {
    int next = TextEnds.skipBlanks(text, open + 1);
    while (next < limit) {
      int end = valueEnd(name, next, DEEPEST);
      if (end == NONE) {
        return NONE;
      }
      if (text.startsWith("]", end)) {
        return TextEnds.skipBlanks(text, end + 1);
      }
      next = behindComma(end);
    }
    return NONE;
  }

  /** The limit if there is no comma. */
  private int behindComma(int end) {
    return text.startsWith(",", end) ? TextEnds.skipBlanks(text, end + 1) : limit;
  }

  /** Where the value ends that begins here, and blanks behind it. */
  private int valueEnd(String name, int from, int depth) {
    if (text.startsWith("[", from)) {
      return listEnd(name, from);
    }
    int end = text.startsWith("{", from) ? objectEnd(from, depth + 1) : wordEnd(name, from);
    return end == NONE ? NONE : TextEnds.skipBlanks(text, end);
  }

  private int wordEnd(String name, int from) {
    Span value = word(from, "");
    return value.from() < value.to() && tells(name, value) ? end(value, from) : NONE;
  }

  /** What stands in quotes here, or up to a sign of the object or one of these. */
  private Span word(int from, String signs) {
    return Quotes.inside(text, from)
        .orElseGet(
            () ->
                new Span(
                    from,
                    TextEnds.end(
                        text, from, limit, c -> !Chars.endsWord(c) && signs.indexOf(c) < 0)));
  }

  private int end(Span word, int from) {
    return word.from() == from ? word.to() : Quotes.behind(text, word);
  }

  private boolean tells(String name, Span value) {
    String told = value.in(text);
    if (SecretNames.isNoSecret(told) || StandIns.isWhole(text, value)) {
      return true;
    }
    return value.to() <= limit
        && (SecretWords.MEMBER.has(name.toLowerCase(Locale.ROOT)) || SecretNames.isAbout(name))
        && BETWEEN_WORDS.splitAsStream(told).noneMatch(Descriptions::isMade)
        && !RandomRuns.isIn(told);
  }

  private static boolean isMade(String word) {
    return PasswordStatements.isMixed(word) && !PlainWords.isPlain(word, 0, word.length());
  }
}
