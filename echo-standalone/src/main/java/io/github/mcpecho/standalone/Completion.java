package io.github.mcpecho.standalone;

import io.github.mcpecho.settings.Setting;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The script by which a shell completes commands and flags. */
final class Completion {
  private static final String PROGRAM = "mcp-echo";

  private Completion() {}

  /** Returns the one for bash, which is one for zsh too. */
  static String script() {
    CommandSpec config = withSettings();
    config.addOption(OptionSpec.builder("--docs").build());
    CommandSpec completion =
        CommandSpec.create()
            .addPositional(
                PositionalParamSpec.builder().completionCandidates(Arguments.SHELLS).build());
    CommandSpec program =
        withSettings()
            .addOption(OptionSpec.builder("--help").build())
            .addOption(OptionSpec.builder("--print-config").build())
            .addOption(OptionSpec.builder("--version").build())
            .addSubcommand("serve", withSettings())
            .addSubcommand("health", withSettings())
            .addSubcommand("config", config)
            .addSubcommand("completion", completion)
            .addSubcommand("doctor", DoctorCommand.arguments());
    return AutoComplete.bash(PROGRAM, new CommandLine(program));
  }

  private static CommandSpec withSettings() {
    CommandSpec command = CommandSpec.create();
    for (Setting<?> setting : ServerSettings.DEFAULTS.declared()) {
      command.addOption(
          OptionSpec.builder(setting.flagName())
              .arity(setting.isSwitch() ? "0" : "1")
              .type(setting.isSwitch() ? boolean.class : String.class)
              .build());
    }
    return command;
  }
}
