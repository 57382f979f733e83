package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tokens that say by their first characters who issued them, read from {@code tokens.tsv} beside
 * this class.
 */
public final class TokenPrefixes {
  /**
   * One line.
   *
   * @param start of which what stands up to its last slash is no secret
   * @param tail how many characters of the alphabet must follow
   * @param glued how many must follow where a letter or digit stands before
   * @param issuer such as {@code a GitHub token}
   */
  private record Prefix(String start, int tail, int glued, Alphabet alphabet, String issuer) {
    static Prefix of(String[] cells) {
      return new Prefix(
          cells[0],
          Integer.parseInt(cells[1]),
          Integer.parseInt(cells[2]),
          Alphabet.valueOf(cells[3]),
          cells[4]);
    }

    Optional<Span> at(String text, int from, boolean startsWord) {
      int begin = from + start.length();
      int end = begin + (startsWord ? tail : glued);
      if (!text.startsWith(start, from) || text.length() < end) {
        return Optional.empty();
      }
      if (TextEnds.end(text, begin, end, alphabet::has) < end
          || !alphabet.tail.matcher(text).region(begin, end).lookingAt()) {
        return Optional.empty();
      }
      int hidden = from + start.lastIndexOf('/') + 1;
      return Optional.of(new Span(hidden, alphabet.end(text, end)));
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
    HEX_DASH,
    /** A digit and a capital among them: no name of words with underscores. */
    MIXED("(?=.*[0-9]).*[A-Z]"),
    /** A letter behind a digit, or a hump: words, versions and numbers of years have neither. */
    NO_WORDS(".*(?:[a-z][A-Z]|[0-9][A-Za-z])"),
    /** Salt, parameters and hash. */
    CRYPT,
    /** The rest of the path of a URL. */
    PATH;

    private final Pattern tail;

    Alphabet() {
      this("");
    }

    Alphabet(String tail) {
      this.tail = Pattern.compile(tail);
    }

    boolean has(char c) {
      return switch (this) {
        case ALPHANUMERIC -> Chars.isAlphanumeric(c);
        case BASE64 -> Chars.isBase64Url(c) || c == '+' || c == '/' || c == '=';
        case BASE64URL, MIXED, NO_WORDS -> Chars.isBase64Url(c);
        case DOTTED -> Chars.isBase64Url(c) || c == '.';
        case CAPITAL -> isCapital(c);
        case CAPITAL_DASH -> isCapital(c) || c == '-';
        case HEX -> Chars.isHex(c);
        case HEX_DASH -> Chars.isHex(c) || c == '-';
        case CRYPT -> Chars.isToken68(c) || c == '$' || c == ',' || c == ':';
        case PATH -> !Chars.endsWord(c) && c != '?' && c != '#';
      };
    }

    int end(String text, int from) {
      return this == CRYPT || this == PATH
          ? TextEnds.end(text, from, this::has)
          : TextEnds.token68End(text, from);
    }

    private static boolean isCapital(char c) {
      return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
  }

  private static final Beginnings<Prefix> PREFIXES =
      new Beginnings<>(
          TsvResource.rows(TokenPrefixes.class, "tokens.tsv").stream().map(Prefix::of).toList(),
          Prefix::start);

  /** Entra ID writes so many characters of a client secret in front of 8Q~. */
  private static final int BEFORE_TILDE = 3;

  private TokenPrefixes() {}

  /** Returns whose token this is, such as {@code a GitHub token}, if it gives itself away. */
  public static Optional<String> issuer(String token) {
    return issuer(token, 0)
        .or(
            () ->
                issuer(token, BEFORE_TILDE).filter(any -> token.startsWith("~", BEFORE_TILDE + 2)));
  }

  private static Optional<String> issuer(String token, int from) {
    return beginning(token, from).stream()
        .filter(prefix -> prefix.at(token, from, true).isPresent())
        .findFirst()
        .map(Prefix::issuer);
  }

  /**
   * Returns the token that begins here, if one does.
   *
   * @param startsWord whether no letter or digit stands before
   */
  static Optional<Span> at(String text, int from, boolean startsWord) {
    List<Prefix> prefixes = beginning(text, from);
    for (int i = 0; i < prefixes.size(); i++) {
      Optional<Span> token = prefixes.get(i).at(text, from, startsWord);
      if (token.isPresent()) {
        return token;
      }
    }
    return Optional.empty();
  }

  private static List<Prefix> beginning(String text, int from) {
    return from + 1 < text.length()
        ? PREFIXES.of(text.charAt(from), text.charAt(from + 1))
        : List.of();
  }
}
