package io.github.mcpecho.internal.redaction;

import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Replaces long runs of hexadecimal or base64 characters that look random. A UUID is an identifier
 * and stays, and so does a trace id.
 */
final class RandomRuns {
  private static final int LONG = 32;
  private static final int LONG_HEX = 40;
  private static final double BITS_PER_CHARACTER = 3.5;

  /** Base64 of 32 bytes; with slashes, it looks like a path unless it is this random. */
  private static final int LONG_BASE64 = 40;

  private static final double BITS_OF_BASE64 = 4.7;

  /** Of at most four; digits repeat by chance. */
  private static final double BITS_OF_HEX = 3;

  private final Redactor redactor;
  private final IntPredicate alphabet;
  private final Predicate<String> isSecret;

  private RandomRuns(Redactor redactor, IntPredicate alphabet, Predicate<String> isSecret) {
    this.redactor = redactor;
    this.alphabet = alphabet;
    this.isSecret = isSecret;
  }

  /** In a header about a user, such a run is a handle that somebody can use. */
  static String handles(Redactor redactor, String text) {
    return new RandomRuns(redactor, c -> Chars.isBase64Url((char) c), RandomRuns::isRandom)
        .redacted(text);
  }

  /**
   * Where anything can stand, 40 hexadecimal digits are the key of many an API, and so are 32
   * characters of base64: no word or path mixes capitals, small letters and digits like that.
   */
  static String keys(Redactor redactor, String text) {
    String shown =
        new RandomRuns(
                redactor,
                c -> Chars.isBase64Url((char) c),
                run -> isLongHex(run) || isRandom(run) && isMixed(run))
            .redacted(text);
    return new RandomRuns(
            redactor,
            c -> Chars.isAlphanumeric((char) c) || c == '+' || c == '/',
            RandomRuns::isKey)
        .redacted(shown);
  }

  private String redacted(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int end = i;
      while (end < text.length() && alphabet.test(text.charAt(end))) {
        end++;
      }
      String run = text.substring(i, end);
      out.append(isSecret.test(run) ? redactor.secret(run) : run);
      if (end < text.length()) {
        out.append(text.charAt(end++));
      }
      i = end;
    }
    return out.toString();
  }

  private static boolean isRandom(String run) {
    return run.length() >= LONG && !isUuid(run) && entropy(run) >= BITS_PER_CHARACTER;
  }

  private static boolean isMixed(String run) {
    return run.chars().anyMatch(c -> c >= '0' && c <= '9')
        && run.chars().anyMatch(c -> c >= 'a' && c <= 'z')
        && run.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
  }

  private static boolean isKey(String run) {
    return run.length() >= LONG_BASE64 && isMixed(run) && entropy(run) >= BITS_OF_BASE64;
  }

  private static boolean isLongHex(String run) {
    return run.length() >= LONG_HEX
        && run.chars().allMatch(c -> Character.digit(c, 16) >= 0)
        && entropy(run) >= BITS_OF_HEX;
  }

  private static boolean isUuid(String run) {
    if (run.length() != 36) {
      return false;
    }
    for (int i = 0; i < run.length(); i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      char c = run.charAt(i);
      if (hyphen ? c != '-' : Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static double entropy(String run) {
    int[] counts = new int[128];
    run.chars().forEach(c -> counts[c]++);
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / run.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }
}
