package io.github.mcpecho.internal.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainObjectTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final String PLAIN =
      """
      {"type": "object", "additionalProperties": false, "required": ["text"], "properties":
        {"text": {"type": "string", "title": "T", "x-mcp-header": "Text"},
         "flag": {"type": "boolean", "default": true},
         "count": {"type": "integer", "description": "how many"},
         "short": {"type": "string", "maxLength": 3},
         "any": true, "none": false, "both": {"type": ["string", "null"]}, "ratio": {"type": "number"}}}""";

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-7",
          "4294967296",
          "18446744073709551621",
          "1.0",
          "1.5",
          "1e99999",
          "\"\"",
          "\"text\"",
          "[]",
          "[\"text\"]",
          "{}",
          "{\"text\": \"a\"}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\": \"a\"}",
        "{\"text\": \"\", \"flag\": false}",
        "{\"count\": -9007199254740993, \"text\": \"a\"}"
      })
  void plainArgumentsPassWithoutAValidator(String arguments) {
    assertTrue(PlainObject.of(JSON.parse(PLAIN)).orElseThrow().allows(JSON.parse(arguments)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PLAIN,
        "{\"type\": \"object\"}",
        "{\"type\": \"object\", \"properties\": {\"text\": {\"type\": \"string\"}}}",
        "{\"type\": \"object\", \"properties\": {\"text\": {\"const\": \"b\", \"type\": \"string\"}}}",
        "{\"type\": \"object\", \"properties\": {\"text\": {\"type\": \"integer\"}}}",
        "{\"type\": \"object\", \"properties\": {\"text\": {\"type\": \"boolean\"}}}",
        "{\"type\": \"object\", \"required\": [\"other\", \"text\"]}",
        "{\"type\": \"object\", \"unevaluatedProperties\": false}"
      })
  void whatPassesHasNoProblemForAValidatorEither(String schema) {
    JsonNode source = JSON.parse(schema);
    Optional<PlainObject> plain = PlainObject.of(source);
    Schema validator = MetaSchema.registry().getSchema(source);
    for (JsonNode value : values()) {
      if (plain.isPresent() && plain.get().allows(value)) {
        assertEquals(List.of(), validator.validate(value), value.toString());
      }
    }
  }

  /** No object, and objects of one member or two. */
  private static List<JsonNode> values() {
    List<JsonNode> simple = VALUES.stream().map(JSON::parse).toList();
    var values = new ArrayList<>(simple);
    for (String name : List.of("text", "flag", "count", "short", "any", "none", "both", "new")) {
      for (JsonNode value : simple) {
        values.add(Json.object().set(name, value));
        values.add(Json.object().put("text", "a").set(name, value));
      }
    }
    return values;
  }
}
