package io.github.mcpecho.internal.redaction;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes what stands in place of a secret, and recognises it, so that a text can be redacted twice.
 * Nothing is taken for it that could hold a secret: a word, digits, eight hexadecimal digits, and
 * before them the beginning of a JWT.
 */
final class Masks {
  /** Stands for a secret that somebody could guess, and try here whether the guess is right. */
  static final String HIDDEN = "(hidden)";

  private static final Pattern MASK =
      Pattern.compile(
          "(?s)\\(hidden\\)|(?:eyJ.{4}\\.\\.\\. )?"
              + "\\([0-9]{1,9} characters(?:, fingerprint [0-9a-f]{0,8})?\\)");

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
    return from < text.length() && "(e".indexOf(text.charAt(from)) >= 0
        ? TextEnds.behind(MASK, text, from)
        : from;
  }
}
