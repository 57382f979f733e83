package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.mcpecho.internal.jsonrpc.Json;
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

  Optional<RegisteredTool> find(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  Set<String> names() {
    return tools.keySet();
  }

  /** Returns the descriptors as {@code tools/list} shows them. */
  ArrayNode list() {
    ArrayNode list = Json.array();
    tools.values().forEach(tool -> list.add(tool.descriptor().toJson()));
    return list;
  }
}
