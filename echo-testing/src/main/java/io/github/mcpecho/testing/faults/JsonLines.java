package io.github.mcpecho.testing.faults;

import java.util.ArrayList;
import java.util.List;

/** Breaks JSON into lines where white space is allowed (RFC 8259 §2). */
final class JsonLines {
  private JsonLines() {}

  /** Returns the lines of compact JSON: one ends after each comma between values. */
  static List<String> of(String json) {
    var lines = new ArrayList<String>();
    boolean inString = false;
    int from = 0;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inString && c == '\\') {
        i++;
      } else if (c == '"') {
        inString = !inString;
      } else if (c == ',' && !inString) {
        lines.add(json.substring(from, i + 1));
        from = i + 1;
      }
    }
    lines.add(json.substring(from));
    return lines;
  }
}
