package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.text.TsvResource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is hidden for nothing ruins a diagnosis: the other side of {@link SecretShapesTest}. */
class HarmlessValuesTest {
  private static final int FEWEST = 350;

  private final Redactor redactor = new Redactor("key".getBytes(StandardCharsets.UTF_8));

  static List<String[]> values() {
    return TsvResource.rows(HarmlessValuesTest.class, "harmless-values.tsv");
  }

  @Test
  void theListIsLongAndEveryLineHasASource() {
    assertTrue(values().size() >= FEWEST, "only " + values().size());
    values().forEach(cells -> assertEquals(3, cells.length, String.join(" | ", cells)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("values")
  void trial_s12_whatIsNoSecretStaysVisible(String place, String value, String source) {
    int colon = place.indexOf(':');
    String name = place.substring(colon + 1);
    String shown =
        switch (place.substring(0, Math.max(0, colon))) {
          case "header" -> redactor.header(name, value);
          case "claim" -> redactor.claims(Json.object().put(name, value)).path(name).textValue();
          default -> redactor.text(value);
        };
    assertEquals(value, shown, source);
  }
}
