package io.github.mcpecho.settings;

import io.github.mcpecho.internal.text.SafeText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Finds names that somebody took for those of settings. */
final class SettingNames {
  /** Nothing but our settings begins so. */
  private static final List<String> PREFIXES =
      List.of("MCP_ECHO_", "MCP_PROTOCOL_", "ECHO_STATELESS_");

  /** What may stand before the same word. */
  private static final List<String> BEFORE = List.of("MCP_ECHO_", "ECHO_STATELESS_", "MCP_");

  private static final int LONGEST_NAME = 64;
  private static final int MOST_MISTAKES = 2;

  private final List<String> known;

  SettingNames(List<Setting<?>> settings) {
    known = settings.stream().flatMap(setting -> setting.names().stream()).toList();
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
      boolean candidate = upper.contains("MCP") || upper.contains("ECHO");
      if (candidate && !known.contains(name)) {
        String told = SafeText.escape(SafeText.cap(name, LONGEST_NAME));
        String nearest = nearest(upper);
        if (!nearest.isEmpty()) {
          unknown.add(told + " (did you mean " + nearest + "?)");
        } else if (others && isOurs(upper)) {
          unknown.add(told);
        }
      }
    }
    return unknown;
  }

  private static boolean isOurs(String name) {
    return PREFIXES.stream().anyMatch(name::startsWith);
  }

  private String nearest(String name) {
    String nearest = "";
    int fewest = MOST_MISTAKES + 1;
    for (String setting : known) {
      int mistakes = isOurs(name) ? stemMistakes(name, setting) : mistakes(name, setting);
      if (mistakes < fewest) {
        nearest = setting;
        fewest = mistakes;
      }
    }
    return nearest;
  }

  /** Whoever begins a name as ours do may mean one that begins otherwise, such as LOG_LEVEL. */
  private static int stemMistakes(String name, String setting) {
    String stem = stem(name);
    int mistakes = mistakes(stem, stem(setting));
    return mistakes <= stem.length() / 2 ? mistakes : name.length();
  }

  private static String stem(String name) {
    return BEFORE.stream()
        .filter(name::startsWith)
        .findFirst()
        .map(prefix -> name.substring(prefix.length()))
        .orElse(name);
  }

  /** Counts letters to insert, drop or replace, and neighbours to exchange. */
  private static int mistakes(String one, String other) {
    int[][] mistakes = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        mistakes[i][j] = i == 0 || j == 0 ? i + j : fewest(one, i, other, j, mistakes);
      }
    }
    return mistakes[one.length()][other.length()];
  }

  private static int fewest(String one, int i, String other, int j, int[][] mistakes) {
    char last = one.charAt(i - 1);
    int replaced = mistakes[i - 1][j - 1] + (last == other.charAt(j - 1) ? 0 : 1);
    int fewest = Math.min(replaced, Math.min(mistakes[i - 1][j], mistakes[i][j - 1]) + 1);
    return i > 1 && j > 1 && last == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1)
        ? Math.min(fewest, mistakes[i - 2][j - 2] + 1)
        : fewest;
  }
}
