package io.github.mcpecho.diagnosis.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagePartsTest {
  private static final String CALL =
      "{\"name\":\"echo\",\"arguments\":{\"a\":1,\"b\":[\"😀\",null]},\"_meta\":{\"x/y\":{\"c\":2,\"d\":3}}}";

  private static Map<String, String> parts(String params) {
    return MessageParts.of((ObjectNode) new Json(Json.DEFAULT_MAX_DEPTH).parse(params));
  }

  @Test
  void aPartHasAName() {
    assertEquals(Set.of("name", "arguments", "_meta x/y"), parts(CALL).keySet());
    assertEquals(Map.of(), parts("{}"));
    assertEquals(Set.of("_meta"), parts("{\"_meta\":7}").keySet());
  }

  /** SHA-256 of {@code "echo"}, with its quotes. */
  @Test
  void theHashIsThatOfCompactJson() {
    assertEquals(
        "2cce4a684da298d953ede42c2ef22466c79e4da41233c3698511e994db021d4e",
        parts(CALL).get("name"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "echo", "arguments": {"b": ["\\ud83d\\ude00", null], "a": 1.0}, "_meta": {"x/y": {"d": 3, "c": 2}}}
          {"_meta":{"x/y":{"c":2e0,"d":3}},"arguments":{"a":1,"b":["😀",null]},"name":"\\u0065cho"}
          """)
  void anotherWayToWriteItIsTheSame(String params) {
    assertEquals(parts(CALL), parts(params));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "a":1   | "a":2       | arguments
          "a":1   | "a":"1"     | arguments
          "a":1,  |             | arguments
          ["😀",null] | [null,"😀"] | arguments
          "c":2   | "c":3       | _meta x/y
          "echo"  | "Echo"      | name
          """)
  void anotherValueIsAnother(String before, String after, String part) {
    Map<String, String> changed = parts(CALL.replace(before, after == null ? "" : after));
    parts(CALL)
        .forEach(
            (name, hash) -> {
              if (name.equals(part)) {
                assertNotEquals(hash, changed.get(name));
              } else {
                assertEquals(hash, changed.get(name));
              }
            });
  }
}
