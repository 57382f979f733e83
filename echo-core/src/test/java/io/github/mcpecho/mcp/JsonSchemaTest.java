package io.github.mcpecho.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.jsonrpc.Json;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaTest {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final JsonSchema schema =
      JsonSchema.of(
          JSON.parse(
              """
              {"type": "object", "additionalProperties": false, "properties":
                {"open": {"type": "object", "additionalProperties": {"type": "string"}},
                 "list": {"type": "array", "items": {"type": "string"}}}}\
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"secret": 1} | Argument SECRET is unknown
          {"open": {"secret": 1}} | Argument OPEN.SECRET is an integer, expected a string
          {"list": ["a", null]} | Argument LIST.1 is null, expected a string
          """)
  void namesOfMembersAreQuotedAfterRedaction(String value, String problem) {
    assertEquals(
        List.of(problem),
        schema.problems(JSON.parse(value), name -> name.toUpperCase(Locale.ROOT)));
  }
}
