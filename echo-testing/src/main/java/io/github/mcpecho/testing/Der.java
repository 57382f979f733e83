package io.github.mcpecho.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes DER (ITU-T X.690), so much of it as a certificate takes. */
final class Der {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Der() {}

  /** Returns an element that holds these, or just these bytes. */
  static byte[] element(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      element.write(0x82);
      element.write(length >> 8);
    } else if (length >= 0x80) {
      element.write(0x81);
    }
    element.write(length);
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return element(0x30, parts);
  }

  static byte[] set(byte[]... parts) {
    return element(0x31, parts);
  }

  /**
   * Returns an element whose tag has a meaning of its own where it stands, and that holds others.
   */
  static byte[] tagged(int number, byte[]... parts) {
    return element(0xA0 + number, parts);
  }

  /** Returns an element whose tag has a meaning of its own where it stands. */
  static byte[] named(int number, byte[] content) {
    return element(0x80 + number, content);
  }

  static byte[] integer(BigInteger number) {
    return element(2, number.toByteArray());
  }

  static byte[] yes() {
    return element(1, new byte[] {(byte) 0xFF});
  }

  /**
   * Returns bits.
   *
   * @param unused bits at the end that mean nothing
   */
  static byte[] bits(int unused, byte... bytes) {
    return element(3, new byte[] {(byte) unused}, bytes);
  }

  static byte[] octets(byte[] bytes) {
    return element(4, bytes);
  }

  static byte[] text(String text) {
    return element(12, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a time before 2050. */
  static byte[] time(Instant time) {
    return element(0x17, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns an identifier, such as 2.5.4.3. */
  static byte[] identifier(int first, int second, int... others) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(first * 40 + second);
    for (int part : others) {
      for (int shift = 28; shift > 0; shift -= 7) {
        if (part >> shift != 0) {
          bytes.write(0x80 | part >> shift & 0x7F);
        }
      }
      bytes.write(part & 0x7F);
    }
    return element(6, bytes.toByteArray());
  }
}
