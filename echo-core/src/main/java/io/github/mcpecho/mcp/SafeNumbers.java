package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.jsonrpc.Json;
import java.util.Map;

/** Numbers that are valid JSON, and more than programs can bear. */
final class SafeNumbers {
  static final int MAX_EXPONENT = 1_000;

  private SafeNumbers() {}

  /**
   * Returns whether every number is short when it is written out: whoever rounds 1e999999999, the
   * validator or a tool, needs memory for a thousand million digits.
   */
  static boolean areShort(JsonNode value) {
    for (JsonNode child : value) {
      if (!areShort(child)) {
        return false;
      }
    }
    return !value.isBigDecimal() || Math.abs((long) value.decimalValue().scale()) <= MAX_EXPONENT;
  }

  /**
   * Returns the value itself, or an equal one for the validator: a whole number such as {@code
   * 18446744073709551621.0} it would compare with a bound by the lowest 64 bits, which are 5.
   */
  static JsonNode writtenOut(JsonNode value) {
    return holdsMisjudged(value) ? copy(value) : value;
  }

  private static boolean holdsMisjudged(JsonNode value) {
    for (JsonNode child : value) {
      if (holdsMisjudged(child)) {
        return true;
      }
    }
    return isMisjudged(value);
  }

  private static boolean isMisjudged(JsonNode value) {
    return value.isBigDecimal() && !value.canConvertToLong() && value.canConvertToExactIntegral();
  }

  private static JsonNode copy(JsonNode value) {
    if (value.isObject()) {
      ObjectNode object = Json.object();
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        object.set(member.getKey(), copy(member.getValue()));
      }
      return object;
    }
    if (value.isArray()) {
      ArrayNode array = Json.array();
      value.forEach(element -> array.add(copy(element)));
      return array;
    }
    return isMisjudged(value) ? BigIntegerNode.valueOf(value.bigIntegerValue()) : value;
  }
}
