package io.github.mcpecho.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.text.Utf8;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The value of a mirrored header, plain or in the base64 sentinel form (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#value-encoding">value
 * encoding</a>).
 */
public final class MirroredValue {
  public static final String PREFIX = "=?base64?";

  public static final String SUFFIX = "?=";

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

  private MirroredValue() {}

  /**
   * Returns the decoded value, or nothing if it holds a character outside the visible ASCII range,
   * blank and tab, or if the text between the markers is not base64 of UTF-8.
   */
  public static Optional<String> decode(String headerValue) {
    String value = trim(headerValue);
    if (!isPlain(value)) {
      return Optional.empty();
    }
    boolean encoded =
        value.length() >= PREFIX.length() + SUFFIX.length()
            && value.startsWith(PREFIX)
            && value.endsWith(SUFFIX);
    return encoded
        ? decodeBase64(value.substring(PREFIX.length(), value.length() - SUFFIX.length()))
        : Optional.of(value);
  }

  /** Returns whether a decoded value says this: {@code 42.0} is 42, as some languages write it. */
  public static boolean says(String decoded, JsonNode value) {
    return value.isNumber()
        ? DECIMAL.matcher(decoded).matches()
            && new BigDecimal(decoded).compareTo(value.decimalValue()) == 0
        : decoded.equals(value.asText());
  }

  /** Returns the value without the optional white space around it (RFC 9110 §5.5). */
  public static String trim(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isBlank(value.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  private static Optional<String> decodeBase64(String text) {
    // The JDK's decoder accepts a value without padding; the specification does not.
    if (text.length() % 4 != 0) {
      return Optional.empty();
    }
    try {
      return Utf8.decode(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < 0x20 && c != '\t') || c > 0x7E) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
