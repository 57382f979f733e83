package io.github.mcpecho.internal.jsonrpc;

import java.util.Optional;

/** Says in which encoding bytes are that should be JSON in UTF-8, as far as they tell. */
final class BodyEncoding {
  private static final String BUT_UTF_8 = ", and JSON goes in UTF-8 (RFC 8259 §8.1)";

  private BodyEncoding() {}

  /**
   * Returns what is wrong with the encoding if the first bytes tell: JSON begins with two
   * characters of ASCII (RFC 4627 §3), or with a byte order mark.
   */
  static Optional<String> problem(byte[] body) {
    int first = at(body, 0);
    int second = at(body, 1);
    if (first == 0x1F && second == 0x8B) {
      return Optional.of("the body is gzip, and no Content-Encoding says so");
    }
    boolean isWide = at(body, 2) == 0 && at(body, 3) == 0;
    if (first == 0 && second == 0 || (isMark(second, first) || second == 0) && isWide) {
      return Optional.of("the body is UTF-32" + BUT_UTF_8);
    }
    boolean isHalfEmpty = first == 0 && second > 0 || second == 0 && first > 0;
    return isMark(first, second) || isMark(second, first) || isHalfEmpty
        ? Optional.of("the body is UTF-16" + BUT_UTF_8)
        : Optional.empty();
  }

  /** Returns what is wrong with bytes that are no UTF-8. */
  static String ofOther(byte[] body) {
    return "the body is not valid UTF-8"
        + (isOfOneByte(body)
            ? ": it looks like an older encoding, such as ISO-8859-1 or windows-1252"
                + " (PowerShell: -ContentType 'application/json; charset=utf-8')"
            : "");
  }

  /** What is broken of UTF-8 has a byte from 80 to 9F behind another one that is no ASCII. */
  private static boolean isOfOneByte(byte[] body) {
    for (int i = 1; i < body.length; i++) {
      if ((body[i] & 0xE0) == 0x80 && body[i - 1] < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMark(int high, int low) {
    return high == 0xFE && low == 0xFF;
  }

  private static int at(byte[] body, int index) {
    return index < body.length ? body[index] & 0xFF : -1;
  }
}
