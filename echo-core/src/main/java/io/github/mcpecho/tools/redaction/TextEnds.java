package io.github.mcpecho.tools.redaction;

/** Where the things end that begin at some place of a text. */
final class TextEnds {
  private TextEnds() {}

  static int token68End(String text, int i) {
    int end = i;
    while (end < text.length() && Chars.isToken68(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Where a credential ends, which may be a parameter with a quoted string. */
  static int credentialEnd(String text, int i) {
    int end = i;
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && text.charAt(end) != '"') {
      end++;
    }
    boolean isParameter = end > i && end < text.length() && text.charAt(end - 1) == '=';
    return isParameter && text.charAt(end) == '"'
        ? Math.min(quotedEnd(text, end + 1, '"') + 1, text.length())
        : end;
  }

  static int valueEnd(String text, int i) {
    int end = i;
    while (end < text.length() && !Chars.endsValue(text.charAt(end))) {
      end++;
    }
    return end;
  }

  static int quotedEnd(String text, int from, char quote) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == quote) {
        return i;
      }
      if (text.charAt(i) == '\\') {
        i++;
      }
    }
    return text.length();
  }

  /** Where a number, a list or an object ends. */
  static int literalEnd(String text, int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (depth == 0 && (c == ',' || c == '}' || c == ']' || Character.isWhitespace(c))) {
        return i;
      }
      if (c == '[' || c == '{') {
        depth++;
      } else if ((c == ']' || c == '}') && --depth == 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  static int skipBlanks(String text, int from) {
    int i = from;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }
}
