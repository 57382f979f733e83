package io.github.mcpecho.diagnosis.intermediaries;

import java.util.List;
import java.util.Locale;

/** A text in lower case, in which an asterisk stands for any other. */
record Glob(String text, List<String> parts) {
  Glob(String pattern) {
    this(
        pattern.toLowerCase(Locale.ROOT),
        List.of(pattern.toLowerCase(Locale.ROOT).split("\\*", -1)));
  }

  /**
   * Looks for each part behind the previous one. The first place will do, so it never goes back.
   */
  boolean matches(String lowerCase) {
    String last = parts.get(parts.size() - 1);
    if (parts.size() == 1) {
      return lowerCase.equals(text);
    }
    int end = lowerCase.length() - last.length();
    int from = parts.get(0).length();
    if (end < from || !lowerCase.startsWith(parts.get(0)) || !lowerCase.endsWith(last)) {
      return false;
    }
    for (int i = 1; i < parts.size() - 1; i++) {
      int at = lowerCase.indexOf(parts.get(i), from);
      if (at < 0 || at + parts.get(i).length() > end) {
        return false;
      }
      from = at + parts.get(i).length();
    }
    return true;
  }
}
