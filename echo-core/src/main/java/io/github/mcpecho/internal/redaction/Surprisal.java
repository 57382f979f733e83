package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;

/**
 * How little a character is expected behind those before it, in what people write. What letters
 * follow two others is read from {@code surprisal.tsv} beside this class.
 */
final class Surprisal {
  private static final int LETTERS = 26;

  /** Stands for whatever is before a word. */
  private static final int START = LETTERS;

  /** A digit in the table is so much more than the points. */
  private static final int ZERO = '4';

  private static final int SHORTEST_MADE = 12;

  private static final int FEWEST_CHANGES = 4;

  private static final byte[] POINTS = points();

  private Surprisal() {}

  /** Returns below zero for what people write, above for what they do not; of ASCII only. */
  static int points(String text, int at) {
    char last = text.charAt(at - 1);
    char next = text.charAt(at);
    if (!Chars.isAlphanumeric(last) || !Chars.isAlphanumeric(next)) {
      return last == '.' || next == '.' ? -4 : -1;
    }
    if (Chars.isDigit(last)) {
      return Chars.isDigit(next) ? 0 : 5;
    }
    if (Chars.isDigit(next) || isHump(last, next)) {
      return 4;
    }
    int first = at == 1 || isHump(text.charAt(at - 2), last) ? START : letter(text.charAt(at - 2));
    return POINTS[(first * LETTERS + letter(last)) * LETTERS + letter(next)];
  }

  /**
   * Returns whether a word changes so often between letters and digits as none does that people
   * write: of hexadecimal, of which the points tell nothing, nearly all do.
   */
  static boolean isMachineMade(String word) {
    int changes = 0;
    for (int i = 1; i < word.length(); i++) {
      boolean isChange = Chars.isDigit(word.charAt(i)) != Chars.isDigit(word.charAt(i - 1));
      changes += isChange ? 1 : 0;
    }
    return word.length() >= SHORTEST_MADE
        && changes >= FEWEST_CHANGES
        && TextEnds.token68End(word, 0) == word.length();
  }

  private static boolean isHump(char one, char next) {
    return one >= 'a' && next <= 'Z';
  }

  private static int letter(char c) {
    int letter = (c | 0x20) - 'a';
    return letter >= 0 && letter < LETTERS ? letter : START;
  }

  private static byte[] points() {
    var points = new byte[(START + 1) * LETTERS * LETTERS];
    for (String[] cells : TsvResource.rows(Surprisal.class, "surprisal.tsv")) {
      int row = letter(cells[0].charAt(0)) * LETTERS + letter(cells[0].charAt(1));
      for (int next = 0; next < LETTERS; next++) {
        points[row * LETTERS + next] = (byte) (cells[1].charAt(next) - ZERO);
      }
    }
    return points;
  }
}
