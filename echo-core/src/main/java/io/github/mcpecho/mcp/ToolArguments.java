package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Typed reads of arguments that the input schema has already let pass. An argument that is JSON
 * {@code null}, where the schema allows that, counts as absent. Asking for more than the schema
 * promises is a defect of the tool and throws an {@link IllegalStateException}: another type, an
 * argument that the schema does not require, an {@code int} without bounds that fit one.
 *
 * @param json the arguments as they came, for what these methods do not read
 */
public record ToolArguments(ObjectNode json) {

  /**
   * Returns a string that the schema requires.
   *
   * @throws IllegalStateException if it is absent or no string
   */
  public String requiredString(String name) {
    Optional<String> value = optionalString(name);
    if (value.isEmpty()) {
      throw notPromised(name, "present");
    }
    return value.get();
  }

  /**
   * Returns a string, empty if the argument is absent.
   *
   * @throws IllegalStateException if it is no string
   */
  public Optional<String> optionalString(String name) {
    return typed(name, "a string", JsonNode::isTextual).map(JsonNode::textValue);
  }

  /**
   * Returns a boolean, or the other value if the argument is absent.
   *
   * @throws IllegalStateException if it is no boolean
   */
  public boolean booleanOr(String name, boolean otherwise) {
    return typed(name, "a boolean", JsonNode::isBoolean)
        .map(JsonNode::booleanValue)
        .orElse(otherwise);
  }

  /**
   * Returns an integer that the schema requires, and keeps between a minimum and a maximum.
   *
   * @throws IllegalStateException if it is absent or no integer of 32 bits
   */
  public int requiredInt(String name) {
    return integer(name).orElseThrow(() -> notPromised(name, "present"));
  }

  /**
   * Returns an integer, which may have been written as {@code 1.0}, or the other value if the
   * argument is absent. The schema has to set a minimum and a maximum.
   *
   * @throws IllegalStateException if it is no integer of 32 bits
   */
  public int intOr(String name, int otherwise) {
    return integer(name).orElse(otherwise);
  }

  /**
   * Returns the strings of an array, none if the argument is absent.
   *
   * @throws IllegalStateException if it is no array, or holds anything but strings
   */
  public List<String> strings(String name) {
    var values = new ArrayList<String>();
    for (JsonNode element : typed(name, "an array", JsonNode::isArray).orElse(Json.array())) {
      if (!element.isTextual()) {
        throw notPromised(name, "an array of strings only");
      }
      values.add(element.textValue());
    }
    return values;
  }

  private Optional<Integer> integer(String name) {
    return typed(name, "an integer of 32 bits", ToolArguments::isInt).map(JsonNode::intValue);
  }

  private Optional<JsonNode> typed(String name, String type, Predicate<JsonNode> isOfType) {
    Optional<JsonNode> value = Optional.ofNullable(json.get(name)).filter(node -> !node.isNull());
    if (value.isPresent() && !isOfType.test(value.get())) {
      throw notPromised(name, type);
    }
    return value;
  }

  private static boolean isInt(JsonNode value) {
    return value.canConvertToInt() && value.canConvertToExactIntegral();
  }

  private static IllegalStateException notPromised(String name, String what) {
    return new IllegalStateException(
        "The input schema does not promise that " + name + " is " + what);
  }

  /** Names only: a value may be a secret. */
  @Override
  public String toString() {
    return json.properties().stream().map(Map.Entry::getKey).toList().toString();
  }
}
