package io.github.mcpecho.internal.http;

/** Tokens (RFC 9110 §5.6.2): header names, parameter names, schemes, parts of media types. */
public final class Token {
  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private Token() {}

  public static boolean is(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isCharacter(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static boolean isCharacter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || MARKS.indexOf(c) >= 0;
  }
}
