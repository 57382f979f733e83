package io.github.mcpecho.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Map;

/**
 * What has to be known of a value before a validator sees it, all of it from one walk: JSON allows
 * numbers, and numbers of values, that a program cannot bear.
 */
final class ValueSurvey {
  static final int MAX_EXPONENT = 1_000;
  private static final int LARGE = 1_000;

  private final JsonNode root;
  private int values;
  private boolean hasLongNumber;
  private boolean hasMisjudged;

  private ValueSurvey(JsonNode root) {
    this.root = root;
  }

  static ValueSurvey of(JsonNode value) {
    var survey = new ValueSurvey(value);
    survey.visit(value);
    return survey;
  }

  /**
   * Returns whether a number is long when it is written out: a validator or a tool that rounds
   * 1e999999999 needs memory for a thousand million digits.
   */
  boolean hasLongNumber() {
    return hasLongNumber;
  }

  /** Returns whether there are so many values that nobody wants to be told of each wrong one. */
  boolean isLarge() {
    return values > LARGE;
  }

  /**
   * Returns the value itself, or an equal one for the validator: a whole number such as {@code
   * 18446744073709551621.0} it would compare with a bound by the lowest 64 bits, which are 5. Not
   * to be called if a number is long.
   */
  JsonNode writtenOut() {
    return hasMisjudged ? copy(root) : root;
  }

  private void visit(JsonNode value) {
    if (value.isContainerNode()) {
      values += value.size();
      for (JsonNode child : value) {
        visit(child);
      }
    } else if (value.isBigDecimal()) {
      hasLongNumber |= isLong(value);
      hasMisjudged |= !hasLongNumber && isMisjudged(value);
    }
  }

  private static boolean isLong(JsonNode number) {
    return Math.abs((long) number.decimalValue().scale()) > MAX_EXPONENT;
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
