package io.github.mcpecho.testing.faults;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.testing.ClientConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * A body of events that is written bit by bit: each bit is a chunk (RFC 9112 §7.1), or the bits
 * follow each other until the connection is closed (§6.3). For one call.
 */
final class StreamedBody {
  private static final byte[] END_OF_LINE = {'\r', '\n'};

  private final ClientConnection client;
  private final boolean chunked;
  private final int maxBytes;

  private StreamedBody(ClientConnection client, boolean chunked, int maxBytes) {
    this.client = client;
    this.chunked = chunked;
    this.maxBytes = maxBytes;
  }

  /** Begins a chunked stream of events. */
  static StreamedBody open(ClientConnection client) throws IOException {
    return open(client, true, Integer.MAX_VALUE);
  }

  /**
   * Begins a stream of events.
   *
   * @param maxBytes longer bits are cut at
   */
  static StreamedBody open(ClientConnection client, boolean chunked, int maxBytes)
      throws IOException {
    var head = new ArrayList<Header>();
    head.add(new Header("Content-Type", "text/event-stream"));
    head.add(new Header("Cache-Control", "no-store"));
    if (chunked) {
      head.add(new Header("Transfer-Encoding", "chunked"));
    }
    head.add(new Header("Connection", "close"));
    client.writeHead(200, "OK", Headers.of(head));
    return new StreamedBody(client, chunked, maxBytes);
  }

  void write(byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; ) {
      int length = Math.min(maxBytes, bytes.length - from);
      writePiece(Arrays.copyOfRange(bytes, from, from + length));
      from += length;
    }
  }

  /** Ends the body as it should be. */
  void end() throws IOException {
    if (chunked) {
      client.write("0\r\n\r\n");
    }
  }

  private void writePiece(byte[] piece) throws IOException {
    client.write(chunked ? chunk(piece) : piece);
  }

  private static byte[] chunk(byte[] data) {
    byte[] size = (Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = Arrays.copyOf(size, size.length + data.length + END_OF_LINE.length);
    System.arraycopy(data, 0, chunk, size.length, data.length);
    System.arraycopy(END_OF_LINE, 0, chunk, size.length + data.length, END_OF_LINE.length);
    return chunk;
  }
}
