package io.github.mcpecho.internal.redaction;

/** Classes of characters. */
final class Chars {
  private Chars() {}

  /** Thai and the alphabets of India write some vowels as marks, without which no word is whole. */
  static boolean isLetter(char c) {
    return Character.isLetter(c)
        || c > 0x7F
            && (Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK);
  }

  static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isHex(char c) {
    return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }

  static boolean isBase64Url(char c) {
    return isAlphanumeric(c) || c == '-' || c == '_';
  }

  /** Both alphabets of base64 with padding, dots between parts, and percent-encoding of them. */
  static boolean isToken68(char c) {
    return isBase64Url(c) || c == '.' || c == '+' || c == '/' || c == '=' || c == '~' || c == '%';
  }

  /** Characters that end a bare value in a list, a query or a line. */
  static boolean endsValue(char c) {
    return Character.isWhitespace(c) || c == '&' || c == ';' || c == '"' || c == '\'';
  }

  /** Characters that end {@code user:password@host:port}. */
  static boolean endsAuthority(char c) {
    return endsValue(c) || c == '/' || c == ',' || c == '<' || c == '>';
  }

  /** Characters that end a credential in a sentence or a structure. */
  static boolean endsWord(char c) {
    return endsValue(c) || ",<>(){}[]|\\".indexOf(c) >= 0;
  }
}
