package io.github.mcpecho.standalone;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the program is told to do, and settings as flags.
 *
 * @param flags by {@link Setting#flagName}
 */
record Arguments(Action action, Map<String, String> flags) {

  enum Action {
    SERVE,
    HEALTH,
    CONFIG,
    DOCS,
    COMPLETION,
    HELP,
    VERSION
  }

  static final List<String> SHELLS = List.of("bash", "zsh");

  private static final Map<String, Action> COMMANDS =
      Map.of(
          "serve", Action.SERVE,
          "health", Action.HEALTH,
          "config", Action.CONFIG,
          "completion", Action.COMPLETION,
          "help", Action.HELP,
          "version", Action.VERSION);

  /** With any command, in place of what it does. */
  private static final Map<String, Action> IN_PLACE =
      Map.of(
          "--help", Action.HELP,
          "-h", Action.HELP,
          "--version", Action.VERSION,
          "--print-config", Action.CONFIG,
          "--docs", Action.DOCS);

  private static final Pattern WORD = Pattern.compile("-{0,2}[A-Za-z_-]{1,40}");

  /**
   * Reads arguments.
   *
   * @throws ConfigurationException if one of them is none; the message says what to do in its place
   */
  static Arguments of(List<String> arguments) {
    Optional<Action> command = Optional.empty();
    Optional<Action> inPlace = Optional.empty();
    var flags = new HashMap<String, String>();
    // Without an argument nothing is looked up: the program starts at once.
    Map<String, Setting<?>> settings = arguments.isEmpty() ? Map.of() : settings();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      String name = argument.split("=", 2)[0];
      Setting<?> setting = settings.get(name);
      Optional<String> next = arguments.stream().skip(i + 1L).findFirst();
      if (setting != null) {
        boolean takesNext = argument.equals(name) && takes(setting, next);
        flags.put(name, takesNext ? next.orElseThrow() : value(setting, argument));
        i += takesNext ? 1 : 0;
      } else if (IN_PLACE.containsKey(argument)) {
        inPlace = Optional.of(IN_PLACE.get(argument));
      } else if (command.isEmpty() && COMMANDS.containsKey(argument)) {
        command = Optional.of(COMMANDS.get(argument));
      } else if (!(command.equals(Optional.of(Action.COMPLETION)) && SHELLS.contains(argument))) {
        throw new ConfigurationException(unknown(name, settings) + "; see --help");
      }
    }
    return new Arguments((inPlace.isPresent() ? inPlace : command).orElse(Action.SERVE), flags);
  }

  /** Returns these variables as they are where these flags count before them. */
  Map<String, String> over(Map<String, String> variables) {
    if (flags.isEmpty()) {
      return variables;
    }
    var all = new HashMap<>(variables);
    settings()
        .forEach(
            (flag, setting) -> {
              if (!flags.getOrDefault(flag, "").isBlank()) {
                setting.names().forEach(name -> all.put(name, flags.get(flag)));
              }
            });
    return all;
  }

  private static Map<String, Setting<?>> settings() {
    return ServerSettings.DEFAULTS.declared().stream()
        .collect(Collectors.toMap(Setting::flagName, Function.identity()));
  }

  /** A switch has a value of its own only if the next argument is one. */
  private static boolean takes(Setting<?> setting, Optional<String> next) {
    return next.filter(text -> setting.isSwitch() ? isValue(setting, text) : !text.startsWith("--"))
        .isPresent();
  }

  private static boolean isValue(Setting<?> setting, String text) {
    try {
      setting.in(Map.of(setting.name(), text));
      return true;
    } catch (ConfigurationException e) {
      return false;
    }
  }

  private static String value(Setting<?> setting, String argument) {
    int sign = argument.indexOf('=');
    if (sign >= 0) {
      return argument.substring(sign + 1);
    }
    if (setting.isSwitch()) {
      return "true";
    }
    throw new ConfigurationException(
        "%s needs a value behind it: %s".formatted(argument, setting.allowed()));
  }

  private static String unknown(String name, Map<String, Setting<?>> settings) {
    if (name.contains("://")) {
      return none(name, " (did you mean doctor and this URL?)");
    }
    if (name.equals("doctor")) {
      return "doctor comes first, and has flags of its own";
    }
    if (COMMANDS.containsKey(name)) {
      return name + " is a second command, and one is done at a time";
    }
    String flag =
        Setting.text(name.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT), "")
            .flagName();
    if (settings.containsKey(flag)) {
      return none(name, " (did you mean " + flag + "?)");
    }
    var known = new ArrayList<>(settings.keySet());
    known.add("doctor");
    known.addAll(COMMANDS.keySet());
    known.addAll(IN_PLACE.keySet());
    return none(name, known);
  }

  /** Returns what to say of an argument that is none of these. */
  static String none(String argument, Collection<String> known) {
    return none(argument, NearestName.hint(argument, known));
  }

  private static String none(String argument, String hint) {
    // Whatever is no word may be a secret that slipped in here.
    boolean word = WORD.matcher(argument).matches();
    return (word ? QuotedInput.of(argument) : "this") + " is no argument" + hint;
  }
}
