package io.github.mcpecho.internal.redaction;

/**
 * Recognises what stands in place of a secret, so that a text can be redacted twice. Nothing is
 * taken for it that could hold a secret: a word, digits, eight hexadecimal digits, and before them
 * the beginning of a JWT.
 */
final class Masks {
  /** Stands for a secret that somebody could guess, and try here whether the guess is right. */
  static final String HIDDEN = "(hidden)";

  private static final String VISIBLE_END = "... ";
  private static final String FINGERPRINT = ", fingerprint ";
  private static final int MOST_DIGITS = 9;

  private Masks() {}

  /** Returns where the mask ends that begins here, or {@code from} if none does. */
  static int end(String text, int from) {
    if (text.startsWith(HIDDEN, from)) {
      return from + HIDDEN.length();
    }
    int visible = from + Jwts.VISIBLE;
    boolean jwt = text.startsWith("eyJ", from) && text.startsWith(VISIBLE_END, visible);
    int start = jwt ? visible + VISIBLE_END.length() : from;
    if (!text.startsWith("(", start)) {
      return from;
    }
    int digits = digitsEnd(text, start + 1);
    if (digits == start + 1 || !text.startsWith(" characters", digits)) {
      return from;
    }
    int end = digits + " characters".length();
    if (text.startsWith(FINGERPRINT, end)) {
      end = hexEnd(text, end + FINGERPRINT.length());
    }
    return text.startsWith(")", end) ? end + 1 : from;
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && end < from + MOST_DIGITS && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int hexEnd(String text, int from) {
    int end = from;
    while (end < text.length()
        && end < from + Redactor.FINGERPRINT_DIGITS
        && (isDigit(text.charAt(end)) || text.charAt(end) >= 'a' && text.charAt(end) <= 'f')) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
