package io.github.mcpecho.internal.redaction;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A text as somebody reads it who resolves its escapes: percent-encoding (RFC 3986 §2.1), those of
 * JSON strings (RFC 8259 §7) but for quotes, and character references of HTML. A secret is a secret
 * however it is written.
 */
final class Escapes {
  private static final Map<String, Character> REFERENCES =
      Map.of(
          "&amp;", '&', "&quot;", '"', "&apos;", '\'', "&lt;", '<', "&gt;", '>', "&#39;", '\'',
          "&#34;", '"', "&#61;", '=', "&#58;", ':', "&#x3d;", '=');
  private static final int LONGEST_REFERENCE = 6;
  private static final char NONE = '\uFFFF';

  private final StringBuilder text;

  /** Where in the resolved text an escape stood, and how many characters it is shorter by then. */
  private int[] places = new int[8];

  private int[] shifts = new int[8];
  private int count;

  private Escapes(StringBuilder text) {
    this.text = text;
  }

  /** Returns the text with a layer of escapes resolved, nothing if there are none. */
  static Optional<Escapes> of(String escaped) {
    int first = 0;
    while (first < escaped.length() && read(escaped, first) == NONE) {
      first++;
    }
    if (first == escaped.length()) {
      return Optional.empty();
    }
    var escapes = new Escapes(new StringBuilder(escaped.length()).append(escaped, 0, first));
    escapes.resolve(escaped, first);
    return Optional.of(escapes);
  }

  /** Returns how many characters the escape has that begins here, 1 if none does. */
  static int length(String text, int at) {
    if (read(text, at) == NONE) {
      return 1;
    }
    return switch (text.charAt(at)) {
      case '%' -> 3;
      case '&' -> text.indexOf(';', at) + 1 - at;
      default -> text.charAt(at + 1) == 'u' ? 6 : 2;
    };
  }

  String text() {
    return text.toString();
  }

  /** Returns the same part of the text as it came. */
  Span asItCame(Span span) {
    return new Span(asItCame(span.from()), asItCame(span.to()), span.chosen());
  }

  private int asItCame(int at) {
    int found = Arrays.binarySearch(places, 0, count, at);
    int before = found < 0 ? -found - 1 : found;
    return before == 0 ? at : at + shifts[before - 1];
  }

  private void resolve(String escaped, int from) {
    for (int i = from; i < escaped.length(); ) {
      char c = read(escaped, i);
      int length = c == NONE ? 1 : length(escaped, i);
      if (length > 1) {
        note(text.length(), length - 1);
      }
      text.append(c == NONE ? escaped.charAt(i) : c);
      i += length;
    }
  }

  private void note(int place, int shift) {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      shifts = Arrays.copyOf(shifts, 2 * count);
    }
    places[count] = place;
    shifts[count] = shift + (count == 0 ? 0 : shifts[count - 1]);
    count++;
  }

  private static char read(String text, int at) {
    return switch (text.charAt(at)) {
      case '%' -> hex(text, at + 1, 2);
      case '\\' -> at + 1 < text.length() ? backslash(text, at + 1) : NONE;
      case '&' -> reference(text, at);
      default -> NONE;
    };
  }

  private static char backslash(String text, int at) {
    return switch (text.charAt(at)) {
      case '/' -> '/';
      case 'n', 'r', 't' -> '\n';
      case 'u' -> hex(text, at + 1, 4);
      default -> NONE;
    };
  }

  private static char reference(String text, int at) {
    int end = at;
    while (end < text.length() && end - at < LONGEST_REFERENCE && text.charAt(end) != ';') {
      end++;
    }
    return end == text.length() ? NONE : REFERENCES.getOrDefault(text.substring(at, end + 1), NONE);
  }

  /** An ASCII character: secrets have no others. */
  private static char hex(String text, int from, int digits) {
    if (text.length() < from + digits) {
      return NONE;
    }
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      if (!Chars.isHex(text.charAt(i))) {
        return NONE;
      }
      value = value << 4 | Character.digit(text.charAt(i), 16);
    }
    return value > 0 && value < 0x80 ? (char) value : NONE;
  }
}
