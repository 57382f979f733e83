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
   */
  private record Prefix(String prefix, int tail, Alphabet alphabet) {
    boolean at(String text, int from) {
      int start = from + prefix.length();
      if (!text.startsWith(prefix, from) || text.length() < start + tail) {
        return false;
      }
      for (int i = start; i < start + tail; i++) {
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
              new Prefix("ghp_", 4, Alphabet.BASE64URL),
              new Prefix("gho_", 4, Alphabet.BASE64URL),
              new Prefix("ghu_", 4, Alphabet.BASE64URL),
              new Prefix("ghs_", 4, Alphabet.BASE64URL),
              new Prefix("ghr_", 4, Alphabet.BASE64URL),
              new Prefix("github_pat_", 4, Alphabet.BASE64URL),
              new Prefix("glpat-", 4, Alphabet.BASE64URL),
              new Prefix("sk-", 12, Alphabet.BASE64URL),
              new Prefix("sk_live_", 4, Alphabet.ALPHANUMERIC),
              new Prefix("sk_test_", 4, Alphabet.ALPHANUMERIC),
              new Prefix("xoxa-", 4, Alphabet.BASE64URL),
              new Prefix("xoxb-", 4, Alphabet.BASE64URL),
              new Prefix("xoxp-", 4, Alphabet.BASE64URL),
              new Prefix("xoxr-", 4, Alphabet.BASE64URL),
              new Prefix("xoxs-", 4, Alphabet.BASE64URL),
              new Prefix("AKIA", 12, Alphabet.CAPITAL),
              new Prefix("ASIA", 12, Alphabet.CAPITAL),
              new Prefix("AIza", 16, Alphabet.BASE64URL),
              new Prefix("ya29.", 4, Alphabet.BASE64URL),
              new Prefix("hf_", 12, Alphabet.ALPHANUMERIC),
              new Prefix("npm_", 12, Alphabet.ALPHANUMERIC))
          .stream()
          .collect(Collectors.groupingBy(prefix -> prefix.prefix().charAt(0)));

  private SecretPrefixes() {}

  /** Returns whether such a token begins here. */
  static boolean at(String text, int from) {
    for (Prefix prefix : BY_FIRST.getOrDefault(text.charAt(from), List.of())) {
      if (prefix.at(text, from)) {
        return true;
      }
    }
    return false;
  }
}
