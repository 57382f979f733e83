package io.github.mcpecho.internal.redaction;

/**
 * Recognises a JWT, signed or encrypted, by its first part: base64url of a JSON object, then a dot.
 */
final class Jwts {
  /** How many characters of a JWT may show. */
  static final int VISIBLE = 7;

  /** Host names and HTTP/2 header names lose their capitals on the way, and nothing else. */
  private static final int UNLIKE_A_WORD = 20;

  private Jwts() {}

  /** Returns the first characters of a JWT, nothing of anything else. */
  static String visible(String token) {
    int end = TextEnds.end(token, 0, Chars::isBase64Url);
    return at(token, 0, end, true) && token.startsWith("eyJ")
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
    return startsWord
        && length >= VISIBLE
        && text.startsWith(".", runEnd)
        && text.regionMatches(length >= UNLIKE_A_WORD, from, "eyJ", 0, 3);
  }
}
