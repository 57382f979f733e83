package io.github.mcpecho.doctor.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of an answer as they come, and no more of them than are wanted. Not thread-safe. */
final class Source {
  private static final int LONGEST_LINE = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[8 * 1024];
  private long left;
  private int position;
  private int limit;
  private long firstByte;
  private boolean hasBareLineFeed;

  Source(InputStream in, long most) {
    this.in = in;
    this.left = most;
  }

  static final class TooLongException extends IOException {
    TooLongException() {
      super("longer than is read");
    }
  }

  /** Returns {@link System#nanoTime} of the first byte, 0 before it. */
  long firstByte() {
    return firstByte;
  }

  boolean hasBareLineFeed() {
    return hasBareLineFeed;
  }

  /** Returns whether what came last begins with a SETTINGS frame (RFC 9113 §3.4, §6.5). */
  boolean beginsAsHttp2() {
    return limit >= 9 && buffer[0] == 0 && buffer[1] == 0 && buffer[3] == 4 && buffer[5] == 0;
  }

  /** Returns the next byte, -1 at the end. */
  int next() throws IOException {
    return position < limit || fill() ? buffer[position++] & 0xFF : -1;
  }

  /** Returns what has come of the next so many bytes, at least one; none at the end. */
  byte[] some(long most) throws IOException {
    if (position == limit && !fill()) {
      return new byte[0];
    }
    int length = (int) Math.min(most, limit - position);
    byte[] some = Arrays.copyOfRange(buffer, position, position + length);
    position += length;
    return some;
  }

  /** Returns the next line without its end; what ends before its line end is cut. */
  String line() throws IOException {
    var line = new StringBuilder();
    while (true) {
      int next = next();
      if (next < 0) {
        throw new EOFException();
      }
      if (next == '\n') {
        int length = line.length();
        boolean hasReturn = length > 0 && line.charAt(length - 1) == '\r';
        line.setLength(hasReturn ? length - 1 : length);
        hasBareLineFeed |= !hasReturn;
        return line.toString();
      }
      if (line.length() == LONGEST_LINE) {
        throw new TooLongException();
      }
      line.append((char) next);
    }
  }

  private boolean fill() throws IOException {
    if (left <= 0) {
      throw new TooLongException();
    }
    int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
    if (read <= 0) {
      return false;
    }
    if (firstByte == 0) {
      firstByte = System.nanoTime();
    }
    left -= read;
    position = 0;
    limit = read;
    return true;
  }

  /** Returns the text of bytes that are no text by themselves: one character each. */
  static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }
}
