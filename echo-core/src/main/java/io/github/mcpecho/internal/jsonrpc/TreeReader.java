package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Builds the tree of one JSON text. Refuses what an {@code ObjectMapper} would have to be told to
 * refuse, without its cost: the data binding that it brings takes longer to load than all of the
 * server's own classes.
 */
final class TreeReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private Optional<MalformedJsonException> duplicate = Optional.empty();
  private int values;

  TreeReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads to the end of the text.
   *
   * @throws MalformedJsonException unless the text is exactly one value without duplicate names,
   *     and with no more values in it than {@link Json#MAX_VALUES}
   */
  JsonNode read() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new MalformedJsonException("the body holds no JSON value");
    }
    JsonNode value = value(first);
    if (parser.nextToken() != null) {
      throw new MalformedJsonException("more than one JSON value" + place());
    }
    // Only now it is sure that nothing worse is wrong.
    if (duplicate.isPresent()) {
      throw duplicate.get();
    }
    return value;
  }

  private JsonNode value(JsonToken token) throws IOException {
    values++;
    if (values > Json.MAX_VALUES) {
      throw new MalformedJsonException("more than " + Json.MAX_VALUES + " values" + place());
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> integer();
      // Digits stay as they came: 1.50 is not 1.5.
      case VALUE_NUMBER_FLOAT -> DecimalNode.valueOf(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new IllegalStateException("No value starts with " + token);
    };
  }

  private ObjectNode object() throws IOException {
    ObjectNode object = Json.object();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (object.has(name) && duplicate.isEmpty()) {
        duplicate = Optional.of(MalformedJsonException.duplicateName(name, place()));
      }
      object.set(name, value(parser.nextToken()));
    }
    return object;
  }

  private ArrayNode array() throws IOException {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(value(token));
    }
    return array;
  }

  private JsonNode integer() throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private String place() {
    return Json.place(parser.currentTokenLocation());
  }
}
