package io.github.mcpecho.testing.script;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.standalone.ServerSettings;
import io.github.mcpecho.testing.TestServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** An argument that the test server does not take, with what was meant by it. */
final class UnknownOption {
  private static final List<String> KNOWN =
      Stream.of(
              Options.NAMES, ConformanceCommand.BESIDE, Set.of(ConformanceCommand.OPTION, "--help"))
          .flatMap(Set::stream)
          .sorted()
          .toList();

  private UnknownOption() {}

  /** Returns it, and what to write in its place if that is known. */
  static String of(String argument) {
    String name = argument.split("=", 2)[0];
    if (KNOWN.contains(name) && !name.equals(argument)) {
      return QuotedInput.of(argument) + " (write a blank in place of =)";
    }
    // What is a flag of the program is a variable here.
    String variable =
        settings().stream()
            .filter(setting -> setting.flagName().equals(name))
            .map(setting -> " (use the variable " + setting.name() + ")")
            .findFirst()
            .orElse("");
    return QuotedInput.of(argument)
        + (variable.isEmpty() ? NearestName.hint(name, KNOWN) : variable);
  }

  private static List<Setting<?>> settings() {
    var settings = new ArrayList<Setting<?>>(ServerSettings.DEFAULTS.declared());
    settings.add(TestServerSettings.CONTROL_TOKEN);
    return settings;
  }
}
