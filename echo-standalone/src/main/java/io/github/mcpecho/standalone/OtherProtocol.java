package io.github.mcpecho.standalone;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Recognises by its first bytes what is meant for somebody else: what a balancer writes before a
 * request when it speaks the <a
 * href="https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt">PROXY protocol</a>, version 1
 * or 2, and what a client sends to a proxy. A sender writes the whole of it at once.
 */
enum OtherProtocol {
  PROXY(
      Malformation.PROXY_PROTOCOL,
      "PROXY TCP4 ",
      "PROXY TCP6 ",
      "PROXY UNKNOWN",
      "\r\n\r\n\0\r\nQUIT\n"),
  /** Versions 4 and 5 (RFC 1928 §3). */
  SOCKS(Malformation.SOCKS, "\4", "\5"),
  CONNECT(Malformation.CONNECT, "CONNECT ");

  private final Malformation malformation;
  private final List<byte[]> beginnings;

  OtherProtocol(Malformation malformation, String... beginnings) {
    this.malformation = malformation;
    this.beginnings =
        Arrays.stream(beginnings).map(text -> text.getBytes(StandardCharsets.US_ASCII)).toList();
  }

  /** Returns what is wrong with a request that begins with these bytes, if it is one of them. */
  static Optional<Malformation> of(ByteBuffer read) {
    return Arrays.stream(values())
        .filter(other -> other.begins(read))
        .map(other -> other.malformation)
        .findFirst();
  }

  private boolean begins(ByteBuffer read) {
    return beginnings.stream()
        .anyMatch(
            beginning ->
                read.remaining() >= beginning.length
                    && read.slice(read.position(), beginning.length)
                        .equals(ByteBuffer.wrap(beginning)));
  }
}
