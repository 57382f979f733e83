package io.github.mcpecho.internal.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what a machine made at random, whatever stands before, behind or between. A run of letters,
 * digits and {@code + / - _ . ~} is read character by character. One that {@link Surprisal people
 * write} behind those before it, such as the {@code e} of {@code the}, takes points away; a digit
 * beside a letter, a capital behind a small letter or the last letter of {@code tqx} adds some. The
 * points never fall below zero, so that they tell of the last characters only: a prefix or a path
 * in front changes nothing (a cumulative sum test, E. S. Page, 1954). Words, names of classes,
 * versions and hosts stay near zero, random text gains two points a character; where {@value
 * #ENOUGH} are reached, all of it is one secret, up to whatever is clearly no part of it.
 * Hexadecimal of at most 32 digits counts nothing: so long are UUIDs, trace ids and MD5 sums.
 *
 * <p>Of random strings of 16 letters and digits one in 30 passes, of 24 one in 1,000, of 32 one in
 * 50,000; of small letters alone one in 4, one in 30 and one in 250. Of the 60,000 names of classes
 * in the JDK and a hundred libraries 16 are taken for secrets, of 870,000 words of English, German
 * and French none.
 */
final class RandomRuns {
  /** Points that words and names never reach. */
  private static final int ENOUGH = 24;

  /** Characters that have to gain them, so that a short hash behind a name does not. */
  private static final int SHORTEST_CORE = 12;

  /** What is shorter, between slashes and dots, is too often an id to be all hidden. */
  private static final int SHORTEST = 16;

  private static final int LONGEST_HEX = 32;
  private static final int SHORTEST_NUMBER = 6;
  private static final int LONGEST_NUMBER = 12;

  /** Nothing is part of a secret that is so far from it. */
  private static final int FAR = 64;

  /** So many characters of a secret may show. */
  private static final int MAY_SHOW = 4;

  /** Points at which what stands beside a secret, behind a slash, counts as a part of it. */
  private static final int STRANGE = 8;

  /** What stands between two slashes beside something random. */
  private enum Piece {
    /** A part of the same secret. */
    STRANGE,
    /** A number, a small word such as oauth2, or several with something between them. */
    PLAIN,
    /** Too short to tell, but unlike a word. */
    MIXED
  }

  private final String text;
  private final String place;
  private final List<Span> found;

  private int runEnd;
  private boolean isBase64;

  /** Where the part of the text ends that has been judged. */
  private int judged;

  private RandomRuns(String text, String place, List<Span> found) {
    this.text = text;
    this.place = place;
    this.found = found;
  }

  /**
   * Adds what looks random.
   *
   * @param place the name of the header, claim, member or variable that holds the text, if any
   */
  static void addTo(List<Span> found, String text, String place) {
    if (text.length() >= SHORTEST) {
      new RandomRuns(text, place, found).search();
    }
  }

  static boolean isIn(String text) {
    var found = new ArrayList<Span>();
    addTo(found, text, "");
    return !found.isEmpty();
  }

  private void search() {
    for (int i = 0; i < text.length(); ) {
      int end = runEnd(i);
      if (end - i >= SHORTEST) {
        run(i, end);
      }
      i = end > i ? end : i + Escapes.length(text, i);
    }
  }

  private void run(int start, int end) {
    judged = start;
    runEnd = end;
    // No path has a plus sign, or an equals sign behind it.
    isBase64 = paddingEnd(end) > end || TextEnds.end(text, start, end, c -> c != '+') < end;
    int points = 0;
    int most = 0;
    int core = start;
    int hexEnd = hexEnd(start, end);
    for (int i = start + 1; i < end; i++) {
      if (points == 0) {
        core = i - 1;
        most = 0;
      }
      if (i < hexEnd) {
        continue;
      }
      points = Math.max(0, points + Surprisal.points(text, i));
      if (!Chars.isAlphanumeric(text.charAt(i - 1))) {
        hexEnd = hexEnd(i, end);
      }
      if (points > most) {
        most = points;
        if (points >= ENOUGH && i + 1 - core >= SHORTEST_CORE && isLong(core, i + 1, start, end)) {
          i = judge(core, i + 1);
          points = 0;
        }
      }
    }
  }

  /** Takes the secret whole, and returns where it ends. */
  private int judge(int core, int coreEnd) {
    judged = behindHost(core);
    int from = isBase64 ? judged : extended(pieceStart(core), judged, -1);
    int to = isBase64 ? runEnd : extended(pieceEnd(coreEnd), runEnd, 1);
    to = paddingEnd(to);
    judged = to;
    if (!PublicForms.isPublic(place, text, from, to)) {
      found.add(new Span(numberStart(from), to));
    }
    return to;
  }

  /** The host of a URL whose path is a secret is none, however strange it looks beside it. */
  private int behindHost(int core) {
    boolean isUrl = judged > 0 && text.startsWith("://", judged - 1);
    int path = isUrl ? text.indexOf('/', judged + 2) : -1;
    return path >= 0 && path < core ? path + 1 : judged;
  }

  /** Returns how far a secret goes on behind the slash at its edge, backwards or forwards. */
  private int extended(int start, int limit, int step) {
    int edge = start;
    boolean mixed = false;
    for (int at = start; at != limit && Math.abs(at - edge) < FAR; ) {
      int next = step < 0 ? pieceStart(at - 1) : pieceEnd(at + 1);
      Piece kind = step < 0 ? piece(next, at - 1) : piece(at + 1, next);
      at = next;
      mixed |= kind == Piece.MIXED;
      if (kind == Piece.STRANGE || mixed && Math.abs(at - edge) > MAY_SHOW) {
        edge = at;
      }
    }
    return edge;
  }

  private int pieceStart(int to) {
    return TextEnds.start(text, to, judged, c -> c != '/');
  }

  private int pieceEnd(int from) {
    return TextEnds.end(text, from, runEnd, c -> c != '/');
  }

  /** Returns whether so much belongs together. */
  private boolean isLong(int core, int coreEnd, int start, int end) {
    int from = TextEnds.start(text, core, Math.max(start, coreEnd - SHORTEST), c -> !endsName(c));
    int to = TextEnds.end(text, coreEnd, Math.min(end, from + SHORTEST), c -> !endsName(c));
    return to - from >= SHORTEST;
  }

  private Piece piece(int from, int to) {
    int points = 0;
    int sum = 0;
    int letters = 0;
    int digitsBehind = 0;
    boolean joined = false;
    boolean small = false;
    boolean capital = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      joined |= c == '-' || c == '_' || c == '.';
      small |= c >= 'a' && c <= 'z';
      capital |= i > from && c >= 'A' && c <= 'Z';
      letters += c >= 'A' ? 1 : 0;
      digitsBehind = Chars.isDigit(c) ? digitsBehind + 1 : 0;
      int more = i == from ? 0 : Surprisal.points(text, i);
      sum += more;
      points = Math.max(0, points + more);
      if (points >= STRANGE) {
        return Piece.STRANGE;
      }
    }
    if (sum > 0 && letters > MAY_SHOW) {
      return Piece.STRANGE;
    }
    boolean isWord = letters == 0 || letters + Math.min(digitsBehind, 2) == to - from;
    if ((joined || isWord) && (small || letters == 0) && !(small && capital)) {
      return Piece.PLAIN;
    }
    return to - from < MAY_SHOW ? Piece.MIXED : Piece.STRANGE;
  }

  /** Returns where hexadecimal ends that begins here and is no longer than a trace id. */
  private int hexEnd(int from, int end) {
    int digits = text.startsWith("0x", from) ? from + 2 : from;
    int hexEnd = TextEnds.hexEnd(text, digits, end);
    boolean isShort =
        hexEnd - digits <= LONGEST_HEX
            || TextEnds.end(text, digits, hexEnd, Chars::isDigit) == hexEnd;
    return hexEnd > digits && isShort ? hexEnd : from;
  }

  private int runEnd(int from) {
    return TextEnds.end(text, from, RandomRuns::isPartOfRun);
  }

  /** The number of a bot, and a colon, may stand before its secret (Telegram Bot API). */
  private int numberStart(int from) {
    int start = from - 1;
    while (start > 0 && Chars.isDigit(text.charAt(start - 1)) && from - start <= LONGEST_NUMBER) {
      start--;
    }
    boolean isNumber = from - start > SHORTEST_NUMBER && text.charAt(from - 1) == ':';
    return isNumber ? start : from;
  }

  /** Base64 ends with equals signs, but one before a value is none of its. */
  private int paddingEnd(int from) {
    int end = TextEnds.end(text, from, c -> c == '=');
    return end == text.length() || !Chars.isAlphanumeric(text.charAt(end)) ? end : from;
  }

  private static boolean isPartOfRun(char c) {
    return Chars.isBase64Url(c) || c == '+' || c == '/' || c == '.' || c == '~';
  }

  private static boolean endsName(char c) {
    return c == '/' || c == '.';
  }
}
