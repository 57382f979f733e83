package io.github.mcpecho.diagnosis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code execution.taskSupport} of a tool says (MCP 2025-11-25, basic/utilities/tasks:
 * Tool-Level Negotiation).
 */
enum TaskSupport {
  FORBIDDEN,
  OPTIONAL,
  REQUIRED,

  /** A word that no revision has. */
  UNKNOWN;

  /**
   * Returns what each tool says.
   *
   * @param tools the list, if it is one
   */
  static Map<String, TaskSupport> of(JsonNode tools) {
    var all = new HashMap<String, TaskSupport>();
    for (JsonNode tool : tools) {
      all.put(
          tool.path("name").asText(), of(tool.at("/execution/taskSupport").asText("forbidden")));
    }
    return Map.copyOf(all);
  }

  private static TaskSupport of(String word) {
    return switch (word) {
      case "forbidden" -> FORBIDDEN;
      case "optional" -> OPTIONAL;
      case "required" -> REQUIRED;
      default -> UNKNOWN;
    };
  }
}
