package io.github.mcpecho.internal.redaction;

/**
 * Recognises a JWT, signed or encrypted, by its first part: base64url of a JSON object, then a dot.
 */
final class Jwts {
  /** How many characters of a JWT may show. */
  static final int VISIBLE = 7;

  /** So many characters are enough to see that JSON follows, and nine bytes long. */
  private static final int SAMPLE = 12;

  /** Host names and HTTP/2 header names lose their capitals on the way, and nothing else. */
  private static final int UNLIKE_A_WORD = 20;

  private Jwts() {}

  /** Returns the first characters of a JWT, nothing of anything else. */
  static String visible(String token) {
    return token.startsWith("eyJ") && firstDot(token) >= VISIBLE
        ? token.substring(0, VISIBLE) + "... "
        : "";
  }

  /**
   * Returns whether a JWT begins here.
   *
   * @param runEnd where the base64url characters from here end
   * @param startsWord whether no letter or digit stands before
   */
  static boolean at(String text, int from, int runEnd, boolean startsWord) {
    int length = runEnd - from;
    if (length < VISIBLE || runEnd == text.length() || text.charAt(runEnd) != '.') {
      return false;
    }
    if (startsWord && text.startsWith("eyJ", from)) {
      return true;
    }
    return startsWord && length >= UNLIKE_A_WORD && text.regionMatches(true, from, "eyJ", 0, 3)
        || text.charAt(from) == 'e' && beginsJson(text, from, runEnd);
  }

  private static int firstDot(String token) {
    for (int i = 0; i < token.length(); i++) {
      if (!Chars.isBase64Url(token.charAt(i))) {
        return token.charAt(i) == '.' ? i : -1;
      }
    }
    return -1;
  }

  private static boolean beginsJson(String text, int from, int runEnd) {
    if (runEnd - from < SAMPLE) {
      return false;
    }
    int bits = 0;
    for (int i = 0; i < SAMPLE; i++) {
      bits = bits << 6 | sextet(text.charAt(from + i));
      if (i % 4 == 3) {
        if (i == 3 && bits >> 16 != '{' || !isText(bits)) {
          return false;
        }
        bits = 0;
      }
    }
    return true;
  }

  private static boolean isText(int threeBytes) {
    for (int shift = 16; shift >= 0; shift -= 8) {
      int b = threeBytes >> shift & 0xFF;
      if (b >= 0x7F || b < 0x20 && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static int sextet(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '-' ? 62 : 63;
  }
}
