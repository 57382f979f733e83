package io.github.mcpecho.internal.redaction;

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

  /** Where {@code name=value} ends that stands in quotes, or in a list in them. */
  static int pairEnd(String text, int from, char quote) {
    int end = from;
    while (end < text.length()
        && "&;\r\n".indexOf(text.charAt(end)) < 0
        && text.charAt(end) != quote) {
      end++;
    }
    return end;
  }

  static int quotedEnd(String text, int from, char quote) {
    for (int i = from; i < text.length(); i++) {
      boolean doubled = quote == '\'' && text.startsWith("''", i) && i > from;
      if (text.charAt(i) == quote && !doubled) {
        return i;
      }
      if (text.charAt(i) == '\\' || doubled) {
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

  static int lineEnd(String text, int from) {
    int end = from;
    while (end < text.length() && "\r\n\"'".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** Where the name begins that ends here, which may be empty. */
  static int nameStart(String text, int end) {
    int start = end;
    while (start > 0 && isName(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /** Where the backslashes begin that end here. */
  static int backslashesStart(String text, int end) {
    int start = end;
    while (start > 0 && text.charAt(start - 1) == '\\') {
      start--;
    }
    return start;
  }

  /** Where the white space of every kind begins that ends here. */
  static int blanksStart(String text, int end) {
    int start = end;
    while (start > 0 && Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /** Where the spaces and tabs begin that end here. */
  static int spacesStart(String text, int end) {
    int start = end;
    while (start > 0 && isSpace(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /** Skips spaces and tabs. */
  static int skipSpaces(String text, int from) {
    int i = from;
    while (i < text.length() && isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Skips white space of every kind. */
  static int skipBlanks(String text, int from) {
    int i = from;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isName(char c) {
    return Chars.isBase64Url(c) || c == '.';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
