package io.github.mcpecho.internal.text;

import java.util.List;

/** A text in which an asterisk stands for any other. */
public record Glob(String text, List<String> parts) {
  public Glob(String pattern) {
    this(pattern, List.of(pattern.split("\\*", -1)));
  }

  /** Returns what every text begins with that matches. */
  public String start() {
    return parts.get(0);
  }

  /** Takes the first place for each part, which is enough, and never goes back. */
  public boolean matches(String other) {
    String last = parts.get(parts.size() - 1);
    if (parts.size() == 1) {
      return other.equals(text);
    }
    int end = other.length() - last.length();
    int from = start().length();
    if (end < from || !other.startsWith(start()) || !other.endsWith(last)) {
      return false;
    }
    for (int i = 1; i < parts.size() - 1; i++) {
      int at = other.indexOf(parts.get(i), from);
      if (at < 0 || at + parts.get(i).length() > end) {
        return false;
      }
      from = at + parts.get(i).length();
    }
    return true;
  }
}
