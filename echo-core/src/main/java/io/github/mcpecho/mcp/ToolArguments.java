package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Typed reads of arguments that the input schema has already let pass: asking for another type than
 * the schema promises is a defect of the tool.
 *
 * @param json the arguments as they came
 */
public record ToolArguments(ObjectNode json) {

  public String requiredString(String name) {
    return optionalString(name)
        .orElseThrow(() -> new IllegalStateException("The schema does not require " + name));
  }

  public Optional<String> optionalString(String name) {
    return Optional.ofNullable(json.get(name)).map(JsonNode::textValue);
  }

  public boolean booleanOr(String name, boolean otherwise) {
    JsonNode value = json.path(name);
    return value.isBoolean() ? value.booleanValue() : otherwise;
  }

  /**
   * Returns an integer.
   *
   * @throws IllegalStateException if the schema lets pass what is no {@code int}: give it a {@code
   *     minimum} and a {@code maximum}
   */
  public int intOr(String name, int otherwise) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.canConvertToInt() || !value.canConvertToExactIntegral()) {
      throw new IllegalStateException("The schema does not keep " + name + " within an int");
    }
    return value.intValue();
  }

  /** Returns the strings of an array, empty if the argument is absent. */
  public List<String> strings(String name) {
    var values = new ArrayList<String>();
    json.path(name).forEach(element -> values.add(element.textValue()));
    return values;
  }
}
