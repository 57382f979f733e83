package io.github.mcpecho.settings;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.text.NearestName;
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
          unknown.add(QuotedInput.of(name, LONGEST_NAME) + hint);
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
      int mistakes =
          ours ? NearestName.mistakes(stem, stem(setting)) : NearestName.mistakes(name, setting);
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
}
