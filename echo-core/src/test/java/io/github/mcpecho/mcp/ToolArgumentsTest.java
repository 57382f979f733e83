package io.github.mcpecho.mcp;

import static io.github.mcpecho.mcp.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolArgumentsTest {
  @Test
  void whatIsAbsentOrNullIsTheDefault() {
    for (String arguments : new String[] {"{}", "{\"a\": null}"}) {
      assertEquals(7, arguments(arguments).intOr("a", 7));
      assertEquals(true, arguments(arguments).booleanOr("a", true));
      assertEquals(0, arguments(arguments).strings("a").size());
      assertEquals(true, arguments(arguments).optionalString("a").isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "5.0", "50e-1"})
  void anIntegerMayBeWrittenInAnyWay(String number) {
    assertEquals(5, arguments("{\"a\": " + number + "}").intOr("a", 7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "4294967301", "-1e100", "0.5", "\"5\""})
  void whatIsNoIntIsNotCutToOne(String value) {
    assertThrows(
        IllegalStateException.class, () -> arguments("{\"a\": " + value + "}").intOr("a", 7));
  }

  private static ToolArguments arguments(String text) {
    return new ToolArguments((ObjectNode) json(text));
  }
}
