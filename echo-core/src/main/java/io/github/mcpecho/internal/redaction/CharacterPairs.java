package io.github.mcpecho.internal.redaction;

/**
 * How unlike a word two characters are that stand one behind the other. The letters that follow
 * each other are those of nine in ten pairs in English, in names of classes, packages and files.
 */
final class CharacterPairs {
  /** The letters that often follow a, b, c and so on, in English and in names that people make. */
  private static final String[] FOLLOWERS =
      ("bcdgilmnprstuv aeilouy aehikloprtu adeiklosy abcdefglmnprstvwx aeinor efhilnor "
              + "aeiot abcdefglmnoprstv aes aen acdeilostuy aeilmop acdefgiknostuv acdgklmnoprstuw "
              + "aeiloprstuy u acdegikmnorstuvy acdehikloprstuy acdehilmoprstuy bdegilmnprstx aei "
              + "aeino t cept -")
          .split(" ");

  private static final int ASCII = 128;
  private static final byte[] POINTS = points();

  private CharacterPairs() {}

  /** Returns below zero for what people write, above for what they do not; of ASCII only. */
  static int points(char one, char next) {
    return POINTS[one * ASCII + next];
  }

  private static byte[] points() {
    byte[] table = new byte[ASCII * ASCII];
    for (char one = 0; one < ASCII; one++) {
      for (char next = 0; next < ASCII; next++) {
        table[one * ASCII + next] = (byte) pointsOf(one, next);
      }
    }
    return table;
  }

  private static int pointsOf(char one, char next) {
    if (!Chars.isAlphanumeric(one) || !Chars.isAlphanumeric(next)) {
      return one == '.' || next == '.' ? -4 : -1;
    }
    if (Chars.isDigit(one)) {
      return Chars.isDigit(next) ? 0 : 5;
    }
    boolean isHump = one >= 'a' && next <= 'Z';
    if (Chars.isDigit(next) || isHump) {
      return 4;
    }
    int first = (one | 0x20) - 'a';
    int second = (next | 0x20) - 'a';
    boolean inOrder = Math.abs(first - second) <= 1;
    return inOrder || FOLLOWERS[first].indexOf('a' + second) >= 0 ? -2 : 3;
  }
}
