package io.github.mcpecho;

import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Settings;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which tools are served.
 *
 * @param enabled names of those that are; all of them if empty
 * @param disabled names of those that are not, whatever {@code enabled} says
 */
record ToolSelection(List<String> enabled, List<String> disabled) {
  static ToolSelection of(Settings settings) {
    return new ToolSelection(
        settings.get(EchoSettings.TOOLS), settings.get(EchoSettings.DISABLED_TOOLS));
  }

  /**
   * Returns the tools that are served, in their order.
   *
   * @throws ConfigurationException if a name is that of no tool, or no tool is left
   */
  List<DescribedTool> from(List<DescribedTool> tools) {
    requireKnown(tools);
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

  private void requireKnown(List<DescribedTool> tools) {
    var unknown = new TreeSet<>(enabled);
    unknown.addAll(disabled);
    tools.forEach(tool -> unknown.remove(tool.name()));
    if (!unknown.isEmpty()) {
      String known = tools.stream().map(DescribedTool::name).collect(Collectors.joining(", "));
      throw new ConfigurationException(
          "MCP_ECHO_TOOLS or MCP_ECHO_DISABLED_TOOLS names "
              + SafeText.escape(String.join(", ", unknown))
              + ", but the tools are "
              + known);
    }
  }
}
