package io.github.mcpecho.internal.redaction;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A text as somebody reads it who resolves its escapes: percent-encoding (RFC 3986 §2.1), those of
 * JSON strings (RFC 8259 §7) and of JavaScript but for quotes, character references of HTML, and
 * the bytes of UTF-8, which containers hand over as characters of ISO-8859-1 (RFC 9110 §5.5). A
 * secret is a secret however it and its name are written.
 */
final class Escapes {
  private static final Map<String, Character> REFERENCES =
      Map.of(
          "amp", '&', "quot", '"', "apos", '\'', "lt", '<', "gt", '>', "equals", '=', "colon", ':',
          "commat", '@', "sol", '/');
  private static final int LONGEST_REFERENCE = 8;
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
      case '\\' ->
          switch (text.charAt(at + 1)) {
            case 'u' -> 6;
            case 'x' -> 4;
            default -> 2;
          };
      default -> utf8Length(text.charAt(at));
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
      case '%' -> hex(text, at + 1, at + 3);
      case '\\' -> at + 1 < text.length() ? backslash(text, at + 1) : NONE;
      case '&' -> reference(text, at);
      default -> utf8(text, at);
    };
  }

  /** Of characters beyond U+FFFF no name is made. */
  private static int utf8Length(char lead) {
    return lead < 0xC2 || lead > 0xEF ? 1 : lead < 0xE0 ? 2 : 3;
  }

  private static char utf8(String text, int at) {
    int length = utf8Length(text.charAt(at));
    if (length == 1 || at + length > text.length()) {
      return NONE;
    }
    int value = text.charAt(at) & (length == 2 ? 0x1F : 0xF);
    for (int i = at + 1; i < at + length; i++) {
      char next = text.charAt(i);
      if (next < 0x80 || next > 0xBF) {
        return NONE;
      }
      value = value << 6 | next & 0x3F;
    }
    return (char) value;
  }

  private static char backslash(String text, int at) {
    return switch (text.charAt(at)) {
      case '/', '\\' -> text.charAt(at);
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex(text, at + 1, at + 5);
      case 'x' -> hex(text, at + 1, at + 3);
      default -> NONE;
    };
  }

  private static char reference(String text, int at) {
    int end = TextEnds.end(text, at, at + LONGEST_REFERENCE, c -> c != ';');
    if (end == text.length() || text.charAt(end) != ';') {
      return NONE;
    }
    if (!text.startsWith("#", at + 1)) {
      return REFERENCES.getOrDefault(text.substring(at + 1, end), NONE);
    }
    boolean hexadecimal = text.startsWith("x", at + 2) || text.startsWith("X", at + 2);
    return hexadecimal ? hex(text, at + 3, end) : number(text, at + 2, end, 10);
  }

  private static char hex(String text, int from, int to) {
    return number(text, from, to, 16);
  }

  private static char number(String text, int from, int to, int radix) {
    if (to > text.length() || from == to) {
      return NONE;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return NONE;
      }
      value = value * radix + digit;
    }
    return value > 0 && value < NONE ? (char) value : NONE;
  }
}
