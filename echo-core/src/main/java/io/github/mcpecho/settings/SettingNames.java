package io.github.mcpecho.settings;

import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.SafeText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Finds names that somebody took for those of settings. */
final class SettingNames {
  /** Nothing but our settings begins so. */
  private static final List<String> OURS = List.of("MCP_ECHO_", "ECHO_STATELESS_", "MCP_PROTOCOL_");

  /** What people write before the same word. */
  private static final List<String> BEFORE = List.of("MCP_ECHO_", "ECHO_STATELESS_", "MCP_");

  private static final int LONGEST_NAME = 64;
  private static final int MOST_MISTAKES = 2;

  private final List<String> known;

  SettingNames(List<Setting<?>> settings) {
    known = new ArrayList<>();
    settings.forEach(setting -> known.addAll(setting.names()));
  }

  /**
   * Returns those that resemble a setting and are none, each with the one that it resembles.
   *
   * @param others whether to return those too that only begin as settings do
   */
  List<String> unknown(Collection<String> names, boolean others) {
    var unknown = new ArrayList<String>();
    for (String name : new TreeSet<>(names)) {
      String upper = name.toUpperCase(Locale.ROOT);
      // Comparing every variable with every setting would take time.
      if ((upper.contains("MCP") || upper.contains("ECHO")) && !known.contains(name)) {
        boolean ours = OURS.stream().anyMatch(upper::startsWith);
        String nearest = nearest(upper, ours);
        if (!nearest.isEmpty() || others && ours) {
          String hint = nearest.isEmpty() ? "" : " (did you mean " + nearest + "?)";
          // People do set a secret as a name.
          String shown = Redactor.withRandomKey().text(name);
          unknown.add(SafeText.escape(SafeText.cap(shown, LONGEST_NAME)) + hint);
        }
      }
    }
    return unknown;
  }

  /** A name that begins as ours do may be meant for one that does not, such as LOG_LEVEL. */
  private String nearest(String name, boolean ours) {
    String nearest = "";
    String stem = stem(name);
    int fewest = 1 + (ours ? Math.min(MOST_MISTAKES, (stem.length() + 1) / 2) : MOST_MISTAKES);
    for (String setting : known) {
      int mistakes = ours ? mistakes(stem, stem(setting)) : mistakes(name, setting);
      if (mistakes < fewest) {
        nearest = setting;
        fewest = mistakes;
      }
    }
    return nearest;
  }

  private static String stem(String name) {
    return BEFORE.stream()
        .filter(name::startsWith)
        .findFirst()
        .map(before -> name.substring(before.length()))
        .orElse(name);
  }

  /** The edit distance: letters to insert, drop or replace; exchanged ones count twice. */
  private static int mistakes(String one, String other) {
    int[] previous = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] current = new int[other.length() + 1];
      current[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[other.length()];
  }
}
