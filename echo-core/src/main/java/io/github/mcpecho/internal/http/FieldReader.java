package io.github.mcpecho.internal.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the parts that field values are made of (RFC 9110 §5.6), from left to right. */
final class FieldReader {
  private final String text;
  private int at;
  private boolean isUnclosed;

  FieldReader(String text) {
    this.text = text;
  }

  int position() {
    return at;
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  /** Returns whether one of these characters comes next, or the end. */
  boolean isBefore(String characters) {
    return isAtEnd() || characters.indexOf(text.charAt(at)) >= 0;
  }

  boolean skip(char wanted) {
    boolean here = !isAtEnd() && text.charAt(at) == wanted;
    at += here ? 1 : 0;
    return here;
  }

  void skipBlanks() {
    while (!isAtEnd() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  /** Skips what fills up base64. */
  void skipPadding() {
    while (skip('=')) {
      // The next one may be padding too.
    }
  }

  /** Goes on to one of these characters or the end, and returns what stands behind a place. */
  String textUntil(int from, String characters) {
    while (!isBefore(characters)) {
      at++;
    }
    return text.substring(from, at);
  }

  /** Returns what is left of an element of a list; a comma between quotes does not end it. */
  String restOfElement() {
    int start = at;
    while (!isBefore(",")) {
      int quote = at++;
      if (isOpening(quote) && !isUnclosed && quotedString().isEmpty()) {
        // From here on a quote is a character like others, so that this takes linear time.
        isUnclosed = true;
        at = quote + 1;
      }
    }
    return text.substring(start, at);
  }

  /** A string begins where an element or a value does; elsewhere a quote is only a character. */
  private boolean isOpening(int quote) {
    return text.charAt(quote) == '"'
        && (quote == 0 || " \t,;=".indexOf(text.charAt(quote - 1)) >= 0);
  }

  /** Returns the token that stands here; empty if none does. */
  String token() {
    int start = at;
    skipToken();
    return textSince(start);
  }

  /** Returns whether there was a token to skip. */
  boolean skipToken() {
    int start = at;
    while (!isAtEnd() && Token.isCharacter(text.charAt(at))) {
      at++;
    }
    return at > start;
  }

  String textSince(int from) {
    return text.substring(from, at);
  }

  /**
   * Reads {@code name=value} (RFC 9110 §5.6.6), the value a token or between quotes.
   *
   * @param parameters gets the value under the name in lower case
   * @return false if it is malformed or the second of its name
   */
  boolean parameter(Map<String, String> parameters) {
    String name = token().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || !skip('=')) {
      return false;
    }
    Optional<String> value =
        skip('"') ? quotedString() : Optional.of(token()).filter(token -> !token.isEmpty());
    return value.isPresent() && parameters.putIfAbsent(name, value.get()) == null;
  }

  /** Returns what stands before the next quote, backslashes taken away (RFC 9110 §5.6.4). */
  private Optional<String> quotedString() {
    var value = new StringBuilder();
    while (!isAtEnd()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return Optional.of(value.toString());
      }
      value.append(c == '\\' && !isAtEnd() ? text.charAt(at++) : c);
    }
    return Optional.empty();
  }
}
