package io.github.mcpecho.internal.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the things begin and end that stand at some place of a text. */
final class TextEnds {
  interface Characters {
    boolean has(char c);
  }

  private static final String LINE_ENDS = "\r\n\"'";

  /** A name in an alphabet whose words have no blanks between them is none if it is longer. */
  private static final int LONGEST_NAME = 64;

  private TextEnds() {}

  static int token68End(String text, int from) {
    return end(text, from, Chars::isToken68);
  }

  /** Where a credential ends, which may be a parameter with a quoted string. */
  static int credentialEnd(String text, int from) {
    int end = end(text, from, c -> !Character.isWhitespace(c) && c != '"');
    boolean isParameter = end > from && text.charAt(end - 1) == '=' && text.startsWith("\"", end);
    return isParameter ? Math.min(quotedEnd(text, end + 1, '"') + 1, text.length()) : end;
  }

  static int valueEnd(String text, int from) {
    return end(text, from, c -> !Chars.endsValue(c));
  }

  /** Where a credential ends that a sentence or a structure has. */
  static int wordEnd(String text, int from) {
    return end(text, from, c -> !Chars.endsWord(c));
  }

  /** Where {@code name=value} ends that stands in quotes, or in a list in them. */
  static int pairEnd(String text, int from, char quote) {
    return end(text, from, c -> "&;\r\n".indexOf(c) < 0 && c != quote);
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

  /** Where hexadecimal of one case ends that begins here, up to a limit; here if it is none. */
  static int hexEnd(String text, int from, int limit) {
    int end = from;
    boolean small = false;
    boolean capital = false;
    while (end < limit && Chars.isHex(text.charAt(end))) {
      small |= text.charAt(end) >= 'a';
      capital |= text.charAt(end) >= 'A' && text.charAt(end) <= 'F';
      end++;
    }
    boolean isWhole = end == limit || !Chars.isAlphanumeric(text.charAt(end));
    return isWhole && !(small && capital) ? end : from;
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

  /** Where the line feed stands behind this, or the text ends. */
  static int lineFeed(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** Where a line or the string ends that has it. */
  static int lineEnd(String text, int from) {
    return end(text, from, c -> LINE_ENDS.indexOf(c) < 0);
  }

  /** Returns whether a line or the string ends here that has it. */
  static boolean isLineEnd(String text, int at) {
    return at >= text.length() || LINE_ENDS.indexOf(text.charAt(at)) >= 0;
  }

  /**
   * Where the name begins that ends here, which may be empty. Letters of other alphabets belong to
   * it, unless what stands behind them is the name of a secret by itself.
   */
  static int nameStart(String text, int end) {
    int start = start(text, end, TextEnds::isOfName);
    return start > 0
            && isLetterBeyondAscii(text.charAt(start - 1))
            && !SecretNames.isSecret(text.substring(start, end))
        ? start(text, end, start - LONGEST_NAME, c -> isOfName(c) || isLetterBeyondAscii(c))
        : start;
  }

  private static boolean isOfName(char c) {
    return Chars.isBase64Url(c) || c == '.';
  }

  private static boolean isLetterBeyondAscii(char c) {
    return c > 0x7F && Chars.isLetter(c);
  }

  /** Where the backslashes begin that end here. */
  static int backslashesStart(String text, int end) {
    return start(text, end, c -> c == '\\');
  }

  /** Where the white space of every kind begins that ends here. */
  static int blanksStart(String text, int end) {
    return start(text, end, Character::isWhitespace);
  }

  /** Where the spaces and tabs begin that end here. */
  static int spacesStart(String text, int end) {
    return start(text, end, TextEnds::isSpace);
  }

  /** Skips spaces and tabs. */
  static int skipSpaces(String text, int from) {
    return end(text, from, TextEnds::isSpace);
  }

  /** Skips white space of every kind. */
  static int skipBlanks(String text, int from) {
    return end(text, from, Character::isWhitespace);
  }

  /** Where what the pattern matches here ends, here if that is nothing. */
  static int behind(Pattern pattern, String text, int from) {
    Matcher matcher = pattern.matcher(text).region(from, text.length());
    return matcher.lookingAt() ? matcher.end() : from;
  }

  /** Where the characters end that begin here. */
  static int end(String text, int from, Characters characters) {
    return end(text, from, text.length(), characters);
  }

  /** Where the characters end that begin here, before a limit, which may be beyond the text. */
  static int end(String text, int from, int limit, Characters characters) {
    int last = Math.min(limit, text.length());
    int end = from;
    while (end < last && characters.has(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Where the characters begin that end here. */
  static int start(String text, int end, Characters characters) {
    return start(text, end, 0, characters);
  }

  /** Where the characters begin that end here, behind a limit, which may be before the text. */
  static int start(String text, int end, int limit, Characters characters) {
    int first = Math.max(limit, 0);
    int start = end;
    while (start > first && characters.has(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
