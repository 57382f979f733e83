package io.github.mcpecho.diagnosis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.schema.MirroredParameter;
import java.util.HashSet;
import java.util.Set;

/** The tools of a list whose {@code x-mcp-header} breaks a rule. */
final class InvalidTools {
  private InvalidTools() {}

  /**
   * Returns their names.
   *
   * @param tools the list, if it is one
   */
  static Set<String> of(JsonNode tools) {
    var names = new HashSet<String>();
    for (JsonNode tool : tools) {
      if (tool.get("inputSchema") instanceof ObjectNode schema && !isValid(schema)) {
        names.add(tool.path("name").asText());
      }
    }
    return Set.copyOf(names);
  }

  private static boolean isValid(ObjectNode schema) {
    try {
      MirroredParameter.of(schema);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
