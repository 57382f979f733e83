package io.github.mcpecho.internal.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final JsonSchema schema =
      JsonSchema.of(
          JSON.parse(
              """
              {"type": "object", "additionalProperties": false, "properties":
                {"few": {"type": "integer", "minimum": -9, "maximum": 9},
                 "open": {"type": "object", "additionalProperties": {"type": "string"}},
                 "form": {"anyOf": [
                   {"type": "array", "items": {"type": "string"}},
                   {"type": "object", "additionalProperties":
                     {"anyOf": [{"type": "string", "pattern": "^[0-9]$"}, {"type": "null"}]}}]},
                 "list": {"type": "array", "items": {"type": "string"}}}}\
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"secret": 1} | Argument SECRET is unknown; known: few, open, form, list
          {"open": {"secret": 1}} | Argument OPEN.SECRET is an integer, expected a string
          {"list": ["a", null]} | Argument LIST.1 is null, expected a string
          """)
  void namesOfMembersAreQuotedAfterRedaction(String value, String problem) {
    assertEquals(
        List.of(problem),
        schema.problems(JSON.parse(value), name -> name.toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": "x"} | Argument form.a does not match ^[0-9]$
          {"a": true} | Argument form.a is a boolean, expected a string or null
          ["a", 1] | Argument form.1 is an integer, expected a string
          7 | Argument form is an integer, expected an array or an object
          """)
  void t07_theProblemIsThatOfTheFormThatWasMeant(String value, String problems) {
    assertEquals(
        problems,
        String.join(
            "; ", schema.problems(JSON.parse("{\"form\": " + value + "}"), String::toString)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10", "-10", "1e1", "18446744073709551621", "18446744073709551621.0", "-1e100"})
  void t07_noIntegerEscapesItsBounds(String value) {
    String problem =
        schema.problems(JSON.parse("{\"few\": " + value + "}"), String::toString).get(0);
    assertTrue(problem.startsWith("Argument few is out of range"), problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "-9", "9.0", "0e100", "900e-2"})
  void t07_anIntegerMayBeWrittenInAnyWay(String value) {
    assertEquals(
        List.of(), schema.problems(JSON.parse("{\"few\": " + value + "}"), String::toString));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e-999999999", "-1e1001", "1e-1001"})
  void t07_noNumberIsTooLongToBeWrittenOut(String value) {
    assertEquals(
        List.of("A number has an exponent beyond 1000"),
        schema.problems(JSON.parse("{\"open\": [" + value + "]}"), String::toString));
  }

  @ParameterizedTest
  @CsvSource({
    "1e1000, an integer",
    "-1e-1000, a number",
    "1.5e999, an integer",
    "18446744073709551621.5, a number"
  })
  void t07_aNumberOfAThousandDigitsIsJudgedLikeAnyOther(String value, String kind) {
    assertEquals(
        List.of("Argument open.a is " + kind + ", expected a string"),
        schema.problems(JSON.parse("{\"open\": {\"a\": " + value + "}}"), String::toString));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"rows": [[{"few": 18446744073709551621.0}]]} | Argument rows.0.0.few is out of range: maximum 9
          {"rows": [[{"few": 5}, {"few": -1e100}]]} | Argument rows.0.1.few is out of range: minimum -9
          {"rows": [[{"few": -1e100}], 1e1001]} | A number has an exponent beyond 1000
          {"rows": [[{"few": 1e1001}, {"few": -1e100}]]} | A number has an exponent beyond 1000
          {"other": {"a": [1e1001]}} | A number has an exponent beyond 1000
          1e1001 | A number has an exponent beyond 1000
          """)
  void t07_everyNumberIsLookedAtWhereverItStands(String value, String problem) {
    JsonSchema nested =
        JsonSchema.of(
            JSON.parse(
                """
                {"type": "object", "properties": {"rows": {"type": "array", "items":
                  {"type": "array", "items": {"type": "object", "properties":
                    {"few": {"type": "integer", "minimum": -9, "maximum": 9}}}}}}}\
                """));
    assertEquals(List.of(problem), nested.problems(JSON.parse(value), String::toString));
  }

  @ParameterizedTest
  @CsvSource({"4, 4", "998, 6", "999, 1", "100000, 1"})
  void ofALargeValueOneProblemIsToldHoweverDeepItLies(int wrong, int told) {
    JsonSchema rows =
        JsonSchema.of(
            JSON.parse(
                """
                {"type": "object", "properties": {"rows": {"type": "array",
                  "items": {"type": "array", "items": {"type": "string"}}}}}\
                """));
    String row = "[" + "1,".repeat(wrong - 1) + "1]";
    JsonNode value = JSON.parse("{\"rows\": [" + row + "]}");
    assertEquals(told, rows.problems(value, UnaryOperator.identity()).size());
  }
}
