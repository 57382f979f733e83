package io.github.mcpecho.testing.oauth;

import java.util.regex.Pattern;

/** Text that may stand between quotes in a header without an escape (RFC 6750 §3). */
final class HeaderText {
  private static final Pattern TEXT = Pattern.compile("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  private HeaderText() {}

  /**
   * @throws IllegalArgumentException if it may not
   */
  static String require(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Not ASCII, or empty, or with a quote, a backslash or a line end: " + text);
    }
    return text;
  }
}
