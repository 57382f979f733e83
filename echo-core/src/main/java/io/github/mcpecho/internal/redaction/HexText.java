package io.github.mcpecho.internal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Finds what is hidden in a text that is written in hexadecimal. An id is none: its bytes are not
 * all signs of ASCII.
 */
final class HexText {
  private static final int SHORTEST = 16;

  private HexText() {}

  /**
   * Adds what holds a secret.
   *
   * @param isDecoded whether the text stood in another encoding: what is encoded in it is hidden,
   *     for it would be read at every depth
   */
  static void addTo(List<Span> found, String text, Redactor redactor, boolean isDecoded) {
    for (int i = 0; i < text.length(); ) {
      int end = TextEnds.end(text, i, Chars::isHex);
      if (end - i >= SHORTEST
          && decoded(text, i, end)
              .filter(decoded -> isDecoded || !redactor.showsDecoded(decoded))
              .isPresent()) {
        found.add(new Span(i, end));
      }
      i = end + 1;
    }
  }

  private static Optional<String> decoded(String text, int from, int to) {
    if ((to - from) % 2 != 0) {
      return Optional.empty();
    }
    for (int i = from; i < to; i += 2) {
      int octet = HexFormat.fromHexDigits(text, i, i + 2);
      if (octet < ' ' && octet != '\n' && octet != '\r' && octet != '\t' || octet > '~') {
        return Optional.empty();
      }
    }
    byte[] octets = HexFormat.of().parseHex(text, from, to);
    return Optional.of(new String(octets, StandardCharsets.US_ASCII));
  }
}
