package io.github.mcpecho;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Settings;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which tools are served. */
final class ToolSelection {
  private static final int MAX_QUOTED = 200;

  private ToolSelection() {}

  /**
   * Returns those that these settings select, in their order.
   *
   * @throws ConfigurationException if a name is that of no tool, or no tool is left
   */
  static List<DescribedTool> of(Settings settings, List<DescribedTool> tools) {
    List<String> enabled = settings.get(EchoSettings.TOOLS);
    List<String> disabled = settings.get(EchoSettings.DISABLED_TOOLS);
    var unknown = new TreeSet<>(enabled);
    unknown.addAll(disabled);
    tools.forEach(tool -> unknown.remove(tool.name()));
    if (!unknown.isEmpty()) {
      String known = tools.stream().map(DescribedTool::name).collect(Collectors.joining(", "));
      throw new ConfigurationException(
          "MCP_ECHO_TOOLS or MCP_ECHO_DISABLED_TOOLS names "
              + QuotedInput.of(String.join(", ", unknown), MAX_QUOTED)
              + ", but the tools are "
              + known);
    }
    List<DescribedTool> selected =
        tools.stream()
            .filter(tool -> enabled.isEmpty() || enabled.contains(tool.name()))
            .filter(tool -> !disabled.contains(tool.name()))
            .toList();
    if (selected.isEmpty()) {
      throw new ConfigurationException(
          "MCP_ECHO_TOOLS and MCP_ECHO_DISABLED_TOOLS leave no tool: enable at least one");
    }
    return selected;
  }
}
