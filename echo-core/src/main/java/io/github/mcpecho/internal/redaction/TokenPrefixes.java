package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tokens that say by their first characters who issued them, read from {@code tokens.tsv} beside
 * this class.
 */
public final class TokenPrefixes {
  /**
   * @param tail how many characters of the alphabet must follow
   * @param glued how many must follow where a letter or digit stands before
   * @param issuer such as {@code a GitHub token}
   */
  private record Prefix(String start, int tail, int glued, Alphabet alphabet, String issuer) {
    boolean at(String text, int from, boolean startsWord) {
      int begin = from + start.length();
      int end = begin + (startsWord ? tail : glued);
      if (!text.startsWith(start, from) || text.length() < end) {
        return false;
      }
      for (int i = begin; i < end; i++) {
        if (!alphabet.has(text.charAt(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /** The constants are a column of tokens.tsv. */
  private enum Alphabet {
    ALPHANUMERIC,
    BASE64,
    BASE64URL,
    DOTTED,
    CAPITAL,
    CAPITAL_DASH,
    HEX,
    HEX_DASH;

    boolean has(char c) {
      return switch (this) {
        case ALPHANUMERIC -> Chars.isAlphanumeric(c);
        case BASE64 -> Chars.isBase64Url(c) || c == '+' || c == '/' || c == '=';
        case BASE64URL -> Chars.isBase64Url(c);
        case DOTTED -> Chars.isBase64Url(c) || c == '.';
        case CAPITAL -> isCapital(c);
        case CAPITAL_DASH -> isCapital(c) || c == '-';
        case HEX -> isHex(c);
        case HEX_DASH -> isHex(c) || c == '-';
      };
    }

    private static boolean isCapital(char c) {
      return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
      return c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c >= '0' && c <= '9';
    }
  }

  /** By the first character, which is a letter or a digit. */
  private static final List<List<Prefix>> BY_FIRST = load();

  private TokenPrefixes() {}

  /** Returns whose token this is, such as {@code a GitHub token}, if it gives itself away. */
  public static Optional<String> issuer(String token) {
    return token.isEmpty() ? Optional.empty() : find(token, 0, true).map(Prefix::issuer);
  }

  /**
   * Returns whether such a token begins here.
   *
   * @param startsWord whether no letter or digit stands before
   */
  static boolean at(String text, int from, boolean startsWord) {
    return find(text, from, startsWord).isPresent();
  }

  private static Optional<Prefix> find(String text, int from, boolean startsWord) {
    char first = text.charAt(from);
    if (first < BY_FIRST.size()) {
      for (Prefix prefix : BY_FIRST.get(first)) {
        if (prefix.at(text, from, startsWord)) {
          return Optional.of(prefix);
        }
      }
    }
    return Optional.empty();
  }

  private static List<List<Prefix>> load() {
    var byFirst = new ArrayList<List<Prefix>>();
    for (int c = 0; c <= 'z'; c++) {
      byFirst.add(new ArrayList<>());
    }
    for (String[] cells : TsvResource.rows(TokenPrefixes.class, "tokens.tsv")) {
      byFirst
          .get(cells[0].charAt(0))
          .add(
              new Prefix(
                  cells[0],
                  Integer.parseInt(cells[1]),
                  Integer.parseInt(cells[2]),
                  Alphabet.valueOf(cells[3]),
                  cells[4]));
    }
    return List.copyOf(byFirst);
  }
}
