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
          "completion", Action.COMPLETION);

  /** With any command, in place of what it does. */
  private static final Map<String, Action> IN_PLACE =
      Map.of(
          "--help", Action.HELP,
          "-h", Action.HELP,
          "help", Action.HELP,
          "--version", Action.VERSION,
          "version", Action.VERSION,
          "--print-config", Action.CONFIG,
          "--docs", Action.DOCS);

  /** What other programs call these. */
  private static final Map<String, String> SHORT =
      Map.of("-p", "--port", "-v", "--version", "-V", "--version");

  private static final Pattern WORD = Pattern.compile("-{0,2}[A-Za-z_-]{1,40}");
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");

  /**
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
        String value = takesNext ? next.orElseThrow() : value(setting, argument);
        requireUsable(setting, value, flags);
        flags.put(name, value);
        i += takesNext ? 1 : 0;
      } else if (IN_PLACE.containsKey(argument)) {
        inPlace = Optional.of(IN_PLACE.get(argument));
      } else if (command.isEmpty() && COMMANDS.containsKey(argument)) {
        command = Optional.of(COMMANDS.get(argument));
      } else if (!(command.equals(Optional.of(Action.COMPLETION)) && SHELLS.contains(argument))) {
        String before = i == 0 ? "" : arguments.get(i - 1);
        throw new ConfigurationException(
            command.equals(Optional.of(Action.COMPLETION)) && !name.startsWith("-")
                ? "there is no completion for "
                    + shown(name)
                    + "; use "
                    + String.join(" or ", SHELLS)
                : unknown(name, settings, Optional.ofNullable(settings.get(before)))
                    + "; see --help");
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
              if (flags.containsKey(flag)) {
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
    return sign >= 0 ? argument.substring(sign + 1) : setting.isSwitch() ? "true" : "";
  }

  /** Of two values one would be lost, mostly of a list; no value is a variable that is not set. */
  private static void requireUsable(Setting<?> setting, String value, Map<String, String> before) {
    String flag = setting.flagName();
    if (value.isBlank()) {
      throw new ConfigurationException(
          "%s needs a value behind it: %s".formatted(flag, setting.allowed()));
    }
    if (before.containsKey(flag)) {
      throw new ConfigurationException(
          "%s is given twice; give it once: %s".formatted(flag, setting.allowed()));
    }
  }

  /**
   * Returns what to say of an argument that is none.
   *
   * @param before the setting that the argument before it names, if it names one alone
   */
  private static String unknown(
      String name, Map<String, Setting<?>> settings, Optional<Setting<?>> before) {
    if (name.isBlank()) {
      return "an empty argument is none: is a variable of the shell not set?";
    }
    if (name.contains("://")) {
      return "a URL alone is no argument (did you mean doctor and this URL?)";
    }
    if (PORT.matcher(name).matches()) {
      return name + " is no argument (did you mean --port=" + name + "?)";
    }
    if (SHORT.containsKey(name)) {
      return none(name, " (did you mean " + SHORT.get(name) + "?)");
    }
    String negated = name.replaceFirst("^--no-", "--");
    if (!negated.equals(name)
        && settings.containsKey(negated)
        && settings.get(negated).isSwitch()) {
      return none(name, " (did you mean " + negated + "=false?)");
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
    String hint = NearestName.hint(name, known);
    return hint.isEmpty() && before.isPresent()
        ? "%s is no value of %s; use %s"
            .formatted(shown(name), before.get().flagName(), before.get().allowed())
        : none(name, hint);
  }

  /** Returns what to say of an argument that is none of these. */
  static String none(String argument, Collection<String> known) {
    return none(argument, NearestName.hint(argument, known));
  }

  private static String none(String argument, String hint) {
    return shown(argument) + " is no argument" + hint;
  }

  /** Whatever is no word may be a secret that slipped in here. */
  static String shown(String argument) {
    return WORD.matcher(argument).matches()
        ? QuotedInput.of(argument)
        : "what is not shown here, as it may be a secret,";
  }
}
