package io.github.mcpecho.internal.text;

/**
 * Makes text from outside harmless to show: a terminal obeys control characters, a reader is misled
 * by bidirectional ones, and a model reads invisible ones.
 */
public final class SafeText {
  private SafeText() {}

  /**
   * Returns the text with every control, bidirectional, invisible or unpaired character written as
   * an escape sequence such as {@code \u001b}. Other text, of any script, stays as it is.
   */
  public static String escape(String text) {
    int clean = cleanPrefix(text);
    if (clean == text.length()) {
      return text;
    }
    var escaped = new StringBuilder(text.length() + 16).append(text, 0, clean);
    for (int i = clean; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      if (isUnsafe(codePoint)) {
        appendEscape(escaped, codePoint);
      } else {
        escaped.appendCodePoint(codePoint);
      }
      i += Character.charCount(codePoint);
    }
    return escaped.toString();
  }

  /**
   * Returns at most {@code max} characters of the text, and how many there were if some are cut.
   */
  public static String cap(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end) + "… (" + text.length() + " characters)";
  }

  private static int cleanPrefix(String text) {
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      if (isUnsafe(codePoint)) {
        return i;
      }
      i += Character.charCount(codePoint);
    }
    return text.length();
  }

  private static boolean isUnsafe(int codePoint) {
    if (codePoint >= 0x20 && codePoint < 0x7F) {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      // Joiners shape emoji and several scripts; everything else of the kind is invisible.
      case Character.FORMAT -> codePoint != 0x200C && codePoint != 0x200D;
      default -> isInvisible(codePoint);
    };
  }

  /**
   * Characters that show nothing although Unicode files them under letters or marks
   * (Default_Ignorable_Code_Point). The sixteen variation selectors that emoji need are not among
   * them.
   */
  private static boolean isInvisible(int codePoint) {
    return switch (codePoint) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0 -> true;
      default ->
          codePoint >= 0x180B && codePoint <= 0x180F
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
