package io.github.mcpecho.examples.containers;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An answer.
 *
 * @param head the status line and the header lines as they came; empty if the connection was closed
 *     without an answer
 */
record Response(String head, String body) {
  static Response read(InputStream in) throws IOException {
    Response head = head(in);
    if (head.isClosed()) {
      return head;
    }
    InputStream body = head.body(in);
    return new Response(head.head, new String(body.readAllBytes(), StandardCharsets.UTF_8));
  }

  /** Reads the head, and nothing of the body. */
  static Response head(InputStream in) {
    var head = new StringBuilder();
    try {
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          break;
        }
        head.append((char) next);
      }
    } catch (java.net.SocketTimeoutException e) {
      return new Response(head + "HANGS", "");
    } catch (IOException e) {
      // A reset: what came before it counts.
    }
    return new Response(head.toString(), "");
  }

  boolean isClosed() {
    return !head.startsWith("HTTP/1.");
  }

  int status() {
    return isClosed() ? 0 : Integer.parseInt(head.substring(9, 12));
  }

  /** Returns the value of a header, empty if it is absent. */
  String header(String name) {
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "";
  }

  InputStream body(InputStream in) {
    if (header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      return new Chunks(in);
    }
    String length = header("Content-Length");
    boolean none = status() == 204 || status() == 304;
    return new Bounded(in, none ? 0 : length.isEmpty() ? Long.MAX_VALUE : Long.parseLong(length));
  }

  private static final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? in.read() : -1;
    }
  }

  private static final class Chunks extends InputStream {
    private final InputStream in;
    private long left;
    private boolean ended;

    Chunks(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      if (ended) {
        return -1;
      }
      if (left == 0) {
        String size = line();
        // The end of a chunk: some containers send it with the next one.
        left = Long.parseLong(size.isEmpty() ? line() : size, 16);
        ended = left == 0;
      }
      if (ended) {
        line();
        return -1;
      }
      left--;
      int next = in.read();
      if (next < 0) {
        throw new EOFException("in a chunk");
      }
      return next;
    }

    /** A read of many waits for the last of them, which a stream may send much later. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int next = read();
      if (next < 0) {
        return -1;
      }
      buffer[offset] = (byte) next;
      return 1;
    }

    private String line() throws IOException {
      var line = new ByteArrayOutputStream();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new EOFException("after " + line);
        }
        if (next != '\r') {
          line.write(next);
        }
      }
      return line.toString(StandardCharsets.US_ASCII);
    }
  }
}
