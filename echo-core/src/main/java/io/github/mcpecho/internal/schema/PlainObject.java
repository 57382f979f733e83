package io.github.mcpecho.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The check that nearly all arguments pass, without a validator: an object of strings, booleans and
 * integers of which the schema says no more than their types. It says yes or nothing: what it does
 * not let pass is for a validator to judge.
 *
 * @param types by name of the property; a property of which the schema says more is not in it
 */
record PlainObject(Map<String, String> types, List<String> required) {
  private static final Set<String> OF_OBJECT =
      Set.of(
          "$schema",
          "title",
          "description",
          "type",
          "properties",
          "required",
          "additionalProperties");
  private static final Set<String> OF_PROPERTY =
      Set.of("title", "description", "default", "examples", "type", "x-mcp-header");

  /** Returns the check for a valid schema, if that asks for an object and nothing unusual of it. */
  static Optional<PlainObject> of(JsonNode schema) {
    if (!schema.path("type").asText().equals("object") || !hasOnly(schema, OF_OBJECT)) {
      return Optional.empty();
    }
    var types = new HashMap<String, String>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (hasOnly(property.getValue(), OF_PROPERTY)) {
        types.put(property.getKey(), property.getValue().path("type").asText());
      }
    }
    var required = new ArrayList<String>();
    schema.path("required").forEach(name -> required.add(name.textValue()));
    return Optional.of(new PlainObject(types, required));
  }

  /** Returns whether a validator would find nothing wrong; false says nothing. */
  boolean allows(JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      return false;
    }
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!isOf(types.getOrDefault(member.getKey(), ""), member.getValue())) {
        return false;
      }
    }
    for (String name : required) {
      if (!object.has(name)) {
        return false;
      }
    }
    return true;
  }

  /** A number with a fraction or of many digits is for the validator. */
  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isInt() || value.isLong();
      default -> false;
    };
  }

  private static boolean hasOnly(JsonNode schema, Set<String> keywords) {
    return schema.properties().stream().allMatch(member -> keywords.contains(member.getKey()));
  }
}
