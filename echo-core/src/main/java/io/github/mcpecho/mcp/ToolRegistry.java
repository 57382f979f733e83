package io.github.mcpecho.mcp;

import io.github.mcpecho.http.CallContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tools by name, in the order they are listed. Immutable. */
final class ToolRegistry {
  private final Map<String, RegisteredTool> tools = new LinkedHashMap<>();

  /**
   * Registers tools.
   *
   * @param trustedTools names of tools whose schemas and results are not validated
   * @throws IllegalArgumentException if two have the same name or one cannot be used by clients
   */
  ToolRegistry(List<Tool> tools, Set<String> trustedTools) {
    for (Tool tool : tools) {
      RegisteredTool registered = RegisteredTool.of(tool, trustedTools);
      if (this.tools.put(registered.name(), registered) != null) {
        throw new IllegalArgumentException("Two tools are called " + registered.name());
      }
    }
  }

  /** Returns the tool of this name if it is there for this caller. */
  Optional<RegisteredTool> find(String name, CallContext caller) {
    RegisteredTool tool = tools.get(name);
    return tool != null && tool.visibility().isFor(caller) ? Optional.of(tool) : Optional.empty();
  }

  /** Returns the names of those that are there for this caller. */
  List<String> names(CallContext caller) {
    return tools.values().stream()
        .filter(tool -> tool.visibility().isFor(caller))
        .map(RegisteredTool::name)
        .toList();
  }

  /** Returns the descriptors for {@code tools/list}. */
  List<PagedList.Item> items() {
    return tools.values().stream()
        .map(tool -> new PagedList.Item(tool.name(), tool.descriptor().toJson(), tool.visibility()))
        .toList();
  }
}
