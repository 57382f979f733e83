package io.github.mcpecho.internal.text;

import java.util.EnumSet;
import java.util.Set;

/**
 * Makes text from outside harmless to show: a terminal obeys control characters, a reader is misled
 * by bidirectional ones, and a model reads invisible ones.
 */
public final class SafeText {
  /** Scripts whose letters change with a joiner between them. */
  private static final Set<Character.UnicodeScript> JOINED =
      EnumSet.of(
          Character.UnicodeScript.ARABIC,
          Character.UnicodeScript.BENGALI,
          Character.UnicodeScript.DEVANAGARI,
          Character.UnicodeScript.GUJARATI,
          Character.UnicodeScript.GURMUKHI,
          Character.UnicodeScript.KANNADA,
          Character.UnicodeScript.KHMER,
          Character.UnicodeScript.MALAYALAM,
          Character.UnicodeScript.MONGOLIAN,
          Character.UnicodeScript.MYANMAR,
          Character.UnicodeScript.ORIYA,
          Character.UnicodeScript.SINHALA,
          Character.UnicodeScript.SYRIAC,
          Character.UnicodeScript.TAMIL,
          Character.UnicodeScript.TELUGU);

  private SafeText() {}

  /**
   * Returns the text with every control, bidirectional, invisible or unpaired character, and every
   * space but the usual one, written as an escape sequence such as {@code \u001b}. Other text, of
   * any script, stays as it is.
   */
  public static String escape(String text) {
    int clean = cleanPrefix(text);
    if (clean == text.length()) {
      return text;
    }
    var escaped = new StringBuilder(text.length() + 16).append(text, 0, clean);
    for (int i = clean; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      if (isUnsafe(text, i, codePoint)) {
        appendEscape(escaped, codePoint);
      } else {
        escaped.appendCodePoint(codePoint);
      }
      i += Character.charCount(codePoint);
    }
    return escaped.toString();
  }

  /** Returns whether {@link #escape} would change nothing. */
  public static boolean isSafe(String text) {
    return cleanPrefix(text) == text.length();
  }

  /**
   * Returns at most {@code max} characters of the text, and how many there were if some are cut.
   */
  public static String cap(String text, int max) {
    return cap(text, max, text.length());
  }

  /** Returns the same for the beginning of a text that has so many characters in all. */
  public static String cap(String text, int max, int length) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end) + "… (" + length + " characters)";
  }

  private static int cleanPrefix(String text) {
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      if (isUnsafe(text, i, codePoint)) {
        return i;
      }
      i += Character.charCount(codePoint);
    }
    return text.length();
  }

  private static boolean isUnsafe(String text, int at, int codePoint) {
    if (codePoint >= 0x20 && codePoint < 0x7F) {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> !isJoiner(codePoint) || !joins(text, at);
      // Spaces that look like another or like none; the wide one of East Asian text stays.
      case Character.SPACE_SEPARATOR -> codePoint != 0x3000;
      case Character.NON_SPACING_MARK ->
          isSelector(codePoint) ? !selects(text, at) : isInvisible(codePoint);
      default -> isInvisible(codePoint);
    };
  }

  /** U+200C and U+200D. */
  private static boolean isJoiner(int codePoint) {
    return (codePoint | 1) == 0x200D;
  }

  /** The selectors of text and emoji presentation, U+FE0E and U+FE0F. */
  private static boolean isSelector(int codePoint) {
    return (codePoint | 1) == 0xFE0F;
  }

  /** Joiners make one picture of several, and shape letters (RFC 5892, appendix A.1 and A.2). */
  private static boolean joins(String text, int at) {
    if (at == 0 || at + 1 == text.length()) {
      return false;
    }
    int before = text.codePointBefore(at);
    int behind = text.codePointAt(at + 1);
    Character.UnicodeScript script = Character.UnicodeScript.of(before);
    return isPicture(behind) && (isPicture(before) || isSelector(before))
        || JOINED.contains(script) && script == Character.UnicodeScript.of(behind);
  }

  private static boolean selects(String text, int at) {
    boolean isKey = text.startsWith("\u20E3", at + 1);
    return at > 0 && (isKey || isPicture(text.codePointBefore(at)));
  }

  /** A symbol, or the letter and the marks of which emoji are made as well. */
  private static boolean isPicture(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.OTHER_SYMBOL, Character.MATH_SYMBOL, Character.MODIFIER_SYMBOL -> true;
      default -> codePoint == 0x2139 || codePoint == 0x203C || codePoint == 0x2049;
    };
  }

  /**
   * Characters that show nothing although Unicode files them under letters, marks or symbols
   * (Default_Ignorable_Code_Point and the braille pattern without a dot), or not at all yet.
   */
  private static boolean isInvisible(int codePoint) {
    return switch (codePoint) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0 -> true;
      default ->
          codePoint >= 0x180B && codePoint <= 0x180F
              || codePoint >= 0xFE00 && codePoint <= 0xFE0F
              || codePoint >= 0xFFF0 && codePoint <= 0xFFF8
              || codePoint >= 0xE0000 && codePoint <= 0xE0FFF;
    };
  }

  private static void appendEscape(StringBuilder out, int codePoint) {
    switch (codePoint) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> out.append(String.format(codePoint > 0xFFFF ? "\\u{%x}" : "\\u%04x", codePoint));
    }
  }
}
