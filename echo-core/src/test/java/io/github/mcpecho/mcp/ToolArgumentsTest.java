package io.github.mcpecho.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a tool reads of an argument {@code a}. */
class ToolArgumentsTest {
  private static final Map<String, Function<ToolArguments, Object>> READS =
      Map.of(
          "requiredString", arguments -> arguments.requiredString("a"),
          "optionalString", arguments -> arguments.optionalString("a"),
          "booleanOr", arguments -> arguments.booleanOr("a", true),
          "requiredInt", arguments -> arguments.requiredInt("a"),
          "intOr", arguments -> arguments.intOr("a", 7),
          "strings", arguments -> arguments.strings("a"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"a": "x"}                | requiredString | x
          {"a": "x"}                | optionalString | Optional[x]
          {}                        | optionalString | Optional.empty
          {"a": null}               | optionalString | Optional.empty
          {"a": false}              | booleanOr      | false
          {}                        | booleanOr      | true
          {"a": null}               | booleanOr      | true
          {"a": 2147483647}         | requiredInt    | 2147483647
          {"a": -2147483648}        | intOr          | -2147483648
          {"a": 1.0}                | intOr          | 1
          {"a": 1e3}                | intOr          | 1000
          {"a": 50e-1}              | intOr          | 5
          {"a": null}               | intOr          | 7
          {}                        | intOr          | 7
          {"a": ["x", ""]}          | strings        | [x, ]
          {}                        | strings        | []
          {"a": null}               | strings        | []
          """)
  void whatTheSchemaPromisesIsRead(String json, String read, String value) {
    assertEquals(value, read(json, read).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {}                        | requiredString | present
          {"a": 1}                  | requiredString | a string
          {}                        | requiredInt    | present
          {"a": null}               | requiredInt    | present
          {"a": 2147483648}         | requiredInt    | an integer of 32 bits
          {"a": ["x"]}              | optionalString | a string
          {"a": "true"}             | booleanOr      | a boolean
          {"a": 0}                  | booleanOr      | a boolean
          {"a": "1"}                | intOr          | an integer of 32 bits
          {"a": 1.5}                | intOr          | an integer of 32 bits
          {"a": 2147483648}         | intOr          | an integer of 32 bits
          {"a": -1e100}             | intOr          | an integer of 32 bits
          {"a": 5000000000}         | intOr          | an integer of 32 bits
          {"a": -99999999999999999999} | intOr       | an integer of 32 bits
          {"a": 1e400}              | intOr          | an integer of 32 bits
          {"a": "x"}                | strings        | an array
          {"a": {"b": "x"}}         | strings        | an array
          {"a": [1, 2]}             | strings        | an array of strings only
          {"a": ["x", null]}        | strings        | an array of strings only
          """)
  void whatItDoesNotPromiseIsADefectOfTheTool(String json, String read, String what) {
    var e = assertThrows(IllegalStateException.class, () -> read(json, read));
    assertEquals("The input schema does not promise that a is " + what, e.getMessage());
  }

  private static Object read(String json, String read) {
    var arguments = new ToolArguments((ObjectNode) new Json(8).parse(json));
    return READS.get(read).apply(arguments);
  }
}
