package io.github.mcpecho.internal.uri;

import io.github.mcpecho.internal.text.Utf8;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding of UTF-8 (RFC 3986 §2.1). */
public final class Percent {
  /** What stands for itself everywhere in a URI (RFC 3986 §2.3). */
  public static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  static final String RESERVED = ":/?#[]@!$&'()*+,;=";

  private Percent() {}

  /** Encodes every byte of the text that is none of these characters, which are ASCII. */
  static String encode(String text, String kept) {
    var encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0 && kept.indexOf(b) >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(hex(b >> 4)).append(hex(b));
      }
    }
    return encoded.toString();
  }

  /** Returns the text; nothing if a percent sign begins no pair of digits, or it is no UTF-8. */
  static Optional<String> decode(String encoded) {
    var bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      if (encoded.charAt(i) != '%') {
        bytes.writeBytes(encoded.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      } else if (isPair(encoded, i)) {
        bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    return Utf8.decode(bytes.toByteArray());
  }

  /** Returns the text decoded, or as it came if it is not well encoded; a plus sign is no blank. */
  public static String decodeOrKeep(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return value;
    }
  }

  /** Returns whether two hexadecimal digits follow this percent sign. */
  static boolean isPair(String text, int percent) {
    return percent + 2 < text.length()
        && isHex(text.charAt(percent + 1))
        && isHex(text.charAt(percent + 2));
  }

  private static boolean isHex(char c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f';
  }

  private static char hex(int halfByte) {
    return Character.toUpperCase(Character.forDigit(halfByte & 0xF, 16));
  }
}
