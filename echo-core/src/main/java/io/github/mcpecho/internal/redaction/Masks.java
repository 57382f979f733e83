package io.github.mcpecho.internal.redaction;

import java.util.List;

/**
 * Writes what stands in place of a secret, and recognises it, so that a text can be redacted twice.
 * Nothing is taken for it that could hold a secret: a word, digits, eight hexadecimal digits, and
 * before them the beginning of a JWT.
 */
final class Masks {
  /** Stands for a secret that somebody could guess, and try here whether the guess is right. */
  static final String HIDDEN = "(hidden)";

  private static final String VISIBLE_END = "... ";
  private static final String FINGERPRINT = ", fingerprint ";
  private static final int MOST_DIGITS = 9;

  /** Behind this many secrets the text is an attack on our time. */
  private static final int MOST_FINGERPRINTS = 64;

  private Masks() {}

  /** Returns the text with a mask in place of each secret, from left to right. */
  static String replace(Redactor redactor, String text, List<Span> secrets) {
    var out = new StringBuilder(text.length() + 64);
    int copied = 0;
    int masked = 0;
    for (Span secret : secrets) {
      int from = Math.max(copied, secret.from());
      int to = unmaskedEnd(text, from, secret.to());
      if (from < to) {
        out.append(text, copied, from);
        if (secret.chosen()) {
          out.append(HIDDEN);
        } else if (masked++ < MOST_FINGERPRINTS) {
          out.append(redactor.credential(text.substring(from, to)));
        } else {
          out.append('(').append(to - from).append(" characters)");
        }
        copied = to;
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  /** Where a secret ends that begins here; here if there is nothing but a mask. */
  private static int unmaskedEnd(String text, int from, int to) {
    int maskEnd = end(text, from);
    if (maskEnd < to) {
      return to;
    }
    boolean isWhole =
        maskEnd == to || maskEnd == text.length() || Chars.endsWord(text.charAt(maskEnd));
    return isWhole ? from : TextEnds.valueEnd(text, maskEnd);
  }

  /** Returns where the mask ends that begins here, or {@code from} if none does. */
  private static int end(String text, int from) {
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
    while (end < text.length() && end < from + MOST_DIGITS && Chars.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int hexEnd(String text, int from) {
    int end = from;
    while (end < text.length()
        && end < from + Redactor.FINGERPRINT_DIGITS
        && (Chars.isDigit(text.charAt(end))
            || text.charAt(end) >= 'a' && text.charAt(end) <= 'f')) {
      end++;
    }
    return end;
  }
}
