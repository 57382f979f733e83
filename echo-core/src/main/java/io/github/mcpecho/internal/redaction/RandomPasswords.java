package io.github.mcpecho.internal.redaction;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Finds passwords that a program made at random, of letters, digits and symbols. What has no blank
 * in it is read as {@link RandomRuns} reads what has no symbol. A symbol that seldom stands inside
 * of what people write, such as a dollar sign, adds points; one that URLs, lists and sentences have
 * takes some away. One of the first kind has to be among the characters that gain the points: what
 * has none is left to {@link RandomRuns}. Words in hexadecimal count nothing, for ids are such.
 */
final class RandomPasswords {
  /** Symbols that password generators use, and that separate little else. */
  private static final String STRANGE = "!#$%^*@`&()";

  /** What ends a name that stands before a value, or a part of a URL. */
  private static final String SEPARATORS = "=:/?,;";

  /** What closes a list or a sentence is no part of a value. */
  private static final String CLOSERS = ",;.)]}>'";

  /** Points that nothing reaches that a person writes. */
  private static final int ENOUGH = 24;

  private static final int SHORTEST = 16;
  private static final int SHORTEST_CORE = 8;
  private static final int FEWEST_HEX = 6;

  /** No parameter of a URL has a longer name. */
  private static final int LONGEST_NAME = 32;

  /** So many characters of a secret may show. */
  private static final int MAY_SHOW = 4;

  private final String text;
  private final int start;
  private final int end;

  private boolean isUrl;

  private RandomPasswords(String text, int start, int end) {
    this.text = text;
    this.start = start;
    this.end = end;
  }

  /**
   * Adds what looks like such a password. A user and a password that a name or a URL gives away end
   * where these say.
   */
  static void addTo(List<Span> found, String text) {
    List<Span> passwords = List.of();
    for (int i = 0; i < text.length(); ) {
      int end = TextEnds.end(text, i, RandomPasswords::isPartOfRun);
      if (end - i >= SHORTEST) {
        char first = text.charAt(i);
        boolean isStrange = TextEnds.end(text, i, end, c -> !isStrange(c)) < end;
        // A line is drawn with one sign.
        if (isStrange && TextEnds.end(text, i, end, c -> c == first) < end) {
          Optional<Span> password = new RandomPasswords(text, i, end).find();
          passwords = password.isPresent() && passwords.isEmpty() ? new ArrayList<>() : passwords;
          password.ifPresent(passwords::add);
        }
      }
      i = end + 1;
    }
    if (!passwords.isEmpty()) {
      var chosen = new BitSet();
      found.stream().filter(Span::chosen).forEach(span -> chosen.set(span.from(), span.to()));
      passwords.stream().filter(span -> isFree(chosen, span)).forEach(found::add);
    }
  }

  private static boolean isFree(BitSet chosen, Span span) {
    int next = chosen.nextSetBit(span.from());
    return next < 0 || next >= span.to();
  }

  private Optional<Span> find() {
    int points = 0;
    int core = start;
    int lastStrange = -1;
    int hexEnd = hexEnd(start);
    for (int i = start; i < end; i++) {
      isUrl |= text.startsWith("://", i);
      lastStrange = isStrange(text.charAt(i)) && !isOfUrl(i) ? i : lastStrange;
      if (i > start) {
        hexEnd = Chars.isAlphanumeric(text.charAt(i - 1)) ? hexEnd : Math.max(hexEnd, hexEnd(i));
        core = points == 0 ? i - 1 : core;
        points = Math.max(0, points + (i < hexEnd ? 0 : points(i)));
      }
      if (points >= ENOUGH && lastStrange >= core && i + 1 - core >= SHORTEST_CORE) {
        var password = new Span(valueStart(core), valueEnd(i + 1));
        return password.to() - password.from() < SHORTEST
            ? Optional.empty()
            : Optional.of(password);
      }
    }
    return Optional.empty();
  }

  private int points(int at) {
    char last = text.charAt(at - 1);
    char next = text.charAt(at);
    if (Chars.isAlphanumeric(last) && Chars.isAlphanumeric(next)) {
      return Surprisal.points(text, at);
    }
    if (isStrange(last) && !isOfUrl(at - 1) || isStrange(next) && !isOfUrl(at)) {
      return 2;
    }
    return SEPARATORS.indexOf(last) >= 0 || SEPARATORS.indexOf(next) >= 0 ? -2 : -1;
  }

  /** Names before a value, and what of a URL stands before it, are shown. */
  private int valueStart(int core) {
    int from = start;
    for (int i = start; i < core; i++) {
      if (SEPARATORS.indexOf(text.charAt(i)) >= 0) {
        from = i + 1;
      } else if (!Chars.isBase64Url(text.charAt(i)) && text.charAt(i) != '.') {
        break;
      }
    }
    return from;
  }

  private int valueEnd(int coreEnd) {
    int least = Math.max(coreEnd, end - MAY_SHOW);
    return TextEnds.start(text, end, least, c -> CLOSERS.indexOf(c) >= 0);
  }

  /** Returns whether this is an escape, the start of a fragment, between two parameters, or any. */
  private boolean isOfUrl(int at) {
    return switch (text.charAt(at)) {
      case '%' -> at + 2 < end && TextEnds.end(text, at + 1, at + 3, Chars::isHex) == at + 3;
      case '#' -> isUrl;
      case '*' -> isAny(at);
      case '&' -> isBeforeParameter(at + 1);
      default -> false;
    };
  }

  /** {@code *:*:*}, as names of products have it (NISTIR 7695). */
  private boolean isAny(int at) {
    return at > start
        && text.charAt(at - 1) == ':'
        && (at + 1 == end || text.charAt(at + 1) == ':');
  }

  private boolean isBeforeParameter(int from) {
    int i = TextEnds.end(text, from, Math.min(end, from + LONGEST_NAME), Chars::isBase64Url);
    return i > from && i < end && text.charAt(i) == '=';
  }

  /** Returns where an id in hexadecimal, or an escape, ends that begins here. */
  private int hexEnd(int from) {
    if (text.charAt(from) == '%' && isOfUrl(from)) {
      return from + 4;
    }
    int hexEnd = TextEnds.hexEnd(text, from, end);
    return hexEnd - from >= FEWEST_HEX ? hexEnd : from;
  }

  private static boolean isStrange(char c) {
    return STRANGE.indexOf(c) >= 0;
  }

  private static boolean isPartOfRun(char c) {
    return c > ' ' && c < 127 && c != '"' && c != '\\';
  }
}
