package io.github.mcpecho.tools.redaction;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tokens that say by their first characters who issued them. */
final class SecretPrefixes {
  /**
   * @param prefix in the case its issuer writes
   * @param tail how many characters of the alphabet must follow, so that words of a language and
   *     locale names such as {@code sk-SK} are left alone
   * @param glued how many must follow where a letter or digit stands before the prefix, so that
   *     {@code strengths_of} is left alone
   */
  private record Prefix(String prefix, int tail, int glued, Alphabet alphabet) {
    boolean at(String text, int from, boolean startsWord) {
      int start = from + prefix.length();
      int end = start + (startsWord ? tail : glued);
      if (!text.startsWith(prefix, from) || text.length() < end) {
        return false;
      }
      for (int i = start; i < end; i++) {
        if (!alphabet.has(text.charAt(i))) {
          return false;
        }
      }
      return true;
    }
  }

  private enum Alphabet {
    ALPHANUMERIC,
    BASE64URL,
    CAPITAL;

    boolean has(char c) {
      return switch (this) {
        case ALPHANUMERIC -> Chars.isAlphanumeric(c);
        case BASE64URL -> Chars.isBase64Url(c);
        case CAPITAL -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      };
    }
  }

  private static final Map<Character, List<Prefix>> BY_FIRST =
      List.of(
              new Prefix("ghp_", 4, 16, Alphabet.ALPHANUMERIC),
              new Prefix("gho_", 4, 16, Alphabet.ALPHANUMERIC),
              new Prefix("ghu_", 4, 16, Alphabet.ALPHANUMERIC),
              new Prefix("ghs_", 4, 16, Alphabet.ALPHANUMERIC),
              new Prefix("ghr_", 4, 16, Alphabet.ALPHANUMERIC),
              new Prefix("github_pat_", 4, 16, Alphabet.ALPHANUMERIC),
              new Prefix("glpat-", 4, 16, Alphabet.BASE64URL),
              new Prefix("sk-", 12, 40, Alphabet.BASE64URL),
              new Prefix("sk_live_", 4, 16, Alphabet.ALPHANUMERIC),
              new Prefix("sk_test_", 4, 16, Alphabet.ALPHANUMERIC),
              new Prefix("xoxa-", 4, 16, Alphabet.BASE64URL),
              new Prefix("xoxb-", 4, 16, Alphabet.BASE64URL),
              new Prefix("xoxp-", 4, 16, Alphabet.BASE64URL),
              new Prefix("xoxr-", 4, 16, Alphabet.BASE64URL),
              new Prefix("xoxs-", 4, 16, Alphabet.BASE64URL),
              new Prefix("AKIA", 12, 16, Alphabet.CAPITAL),
              new Prefix("ASIA", 12, 16, Alphabet.CAPITAL),
              new Prefix("AIza", 16, 32, Alphabet.BASE64URL),
              new Prefix("ya29.", 4, 24, Alphabet.BASE64URL),
              new Prefix("hf_", 12, 24, Alphabet.ALPHANUMERIC),
              new Prefix("npm_", 12, 24, Alphabet.ALPHANUMERIC))
          .stream()
          .collect(Collectors.groupingBy(prefix -> prefix.prefix().charAt(0)));

  private SecretPrefixes() {}

  /**
   * Returns whether such a token begins here.
   *
   * @param startsWord whether no letter or digit stands before
   */
  static boolean at(String text, int from, boolean startsWord) {
    for (Prefix prefix : BY_FIRST.getOrDefault(text.charAt(from), List.of())) {
      if (prefix.at(text, from, startsWord)) {
        return true;
      }
    }
    return false;
  }
}
