package io.github.mcpecho.standalone;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recognises what a balancer writes before a request when it speaks the <a
 * href="https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt">PROXY protocol</a>, version 1
 * or 2. A sender writes the whole of it at once.
 */
final class ProxyProtocol {
  private static final List<byte[]> BEGINNINGS =
      Stream.of("PROXY TCP4 ", "PROXY TCP6 ", "PROXY UNKNOWN", "\r\n\r\n\0\r\nQUIT\n")
          .map(text -> text.getBytes(StandardCharsets.US_ASCII))
          .toList();

  private ProxyProtocol() {}

  /** Returns whether these bytes begin with it. */
  static boolean begins(ByteBuffer read) {
    return BEGINNINGS.stream()
        .anyMatch(
            beginning ->
                read.remaining() >= beginning.length
                    && read.slice(read.position(), beginning.length)
                        .equals(ByteBuffer.wrap(beginning)));
  }
}
