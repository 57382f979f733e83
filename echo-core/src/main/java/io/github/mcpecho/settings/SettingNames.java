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
  private static final List<String> BEFORE =
      List.of("MCP_ECHO_", "ECHO_STATELESS_", "MCP_SERVER_", "FASTMCP_", "MCP_", "ECHO_");

  private static final int LONGEST_NAME = 64;
  private static final int MOST_MISTAKES = 2;

  private final List<String> known;
  private final List<String> bare;

  SettingNames(List<Setting<?>> settings) {
    known = settings.stream().flatMap(setting -> setting.names().stream()).toList();
    bare = known.stream().filter(SettingNames::isBare).toList();
  }

  /** Returns the flag that stands for a name. */
  static String flag(String name) {
    return "--" + stem(name).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the init parameters that resemble a setting, or begin as settings do, and are none,
   * each with the setting that it resembles.
   */
  List<String> unknownParameters(Collection<String> names) {
    return unknown(names, true, false);
  }

  /**
   * Returns the same of variables.
   *
   * @param complete whether no other module has settings, and no other program reads these
   *     variables: then those count too that are the same word behind another beginning
   */
  List<String> unknownVariables(Collection<String> names, boolean complete) {
    return unknown(names, complete, complete);
  }

  private List<String> unknown(Collection<String> names, boolean others, boolean sameWord) {
    var unknown = new ArrayList<String>();
    for (String name : new TreeSet<>(names)) {
      String upper = name.toUpperCase(Locale.ROOT);
      if (!known.contains(name)) {
        boolean ours = OURS.stream().anyMatch(upper::startsWith);
        String nearest = nearest(upper, ours, sameWord);
        if (!nearest.isEmpty() || others && ours) {
          String hint = nearest.isEmpty() ? "" : " (did you mean " + nearest + "?)";
          unknown.add(QuotedInput.of(name, LONGEST_NAME) + hint);
        }
      }
    }
    return unknown;
  }

  /** A name that begins as ours do may be meant for one that does not, such as LOG_LEVEL. */
  private String nearest(String name, boolean ours, boolean sameWord) {
    // Comparing every variable with every setting would take time.
    if (!name.contains("MCP") && !name.contains("ECHO")) {
      return sameWord ? nearest(name, false, bare) : "";
    }
    String nearest = nearest(name, ours, known);
    return nearest.isEmpty() && sameWord && !isBare(name)
        ? known.stream().filter(setting -> stem(setting).equals(stem(name))).findFirst().orElse("")
        : nearest;
  }

  private static String nearest(String name, boolean ours, List<String> settings) {
    String nearest = "";
    String stem = stem(name);
    int fewest = 1 + (ours ? Math.min(MOST_MISTAKES, (stem.length() + 1) / 2) : MOST_MISTAKES);
    for (String setting : settings) {
      int mistakes =
          ours ? NearestName.mistakes(stem, stem(setting)) : NearestName.mistakes(name, setting);
      if (mistakes < fewest) {
        nearest = setting;
        fewest = mistakes;
      }
    }
    return nearest;
  }

  private static boolean isBare(String name) {
    return stem(name).equals(name);
  }

  private static String stem(String name) {
    return BEFORE.stream()
        .filter(name::startsWith)
        .findFirst()
        .map(before -> name.substring(before.length()))
        .orElse(name);
  }
}
