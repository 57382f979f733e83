package io.github.mcpecho;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import java.util.List;
import java.util.stream.Collectors;

/** Which tools are served. */
final class ToolSelection {
  private static final int MOST_QUOTED = 5;

  private ToolSelection() {}

  /**
   * Returns those that these settings select, in their order.
   *
   * @throws ConfigurationException if a name is that of no tool, or no tool is left
   */
  static List<DescribedTool> of(Settings settings, List<DescribedTool> tools) {
    List<String> enabled = settings.get(EchoSettings.TOOLS);
    List<String> disabled = settings.get(EchoSettings.DISABLED_TOOLS);
    List<String> known = tools.stream().map(DescribedTool::name).toList();
    for (Setting<List<String>> setting : List.of(EchoSettings.TOOLS, EchoSettings.DISABLED_TOOLS)) {
      List<String> unknown =
          settings.get(setting).stream().filter(name -> !known.contains(name)).sorted().toList();
      if (!unknown.isEmpty()) {
        throw new ConfigurationException(
            settings.nameOf(setting)
                + " names "
                + unknown.stream()
                    .limit(MOST_QUOTED)
                    .map(name -> QuotedInput.of(name) + NearestName.hint(name, known))
                    .collect(Collectors.joining(", "))
                + ", but the tools are "
                + String.join(", ", known));
      }
    }
    List<DescribedTool> selected =
        tools.stream()
            .filter(tool -> enabled.isEmpty() || enabled.contains(tool.name()))
            .filter(tool -> !disabled.contains(tool.name()))
            .toList();
    if (selected.isEmpty()) {
      throw new ConfigurationException(
          "%s and %s leave no tool: enable at least one"
              .formatted(
                  settings.nameOf(EchoSettings.TOOLS),
                  settings.nameOf(EchoSettings.DISABLED_TOOLS)));
    }
    return selected;
  }
}
