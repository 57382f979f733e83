package io.github.mcpecho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.settings.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  @Test
  void blankIsNotSet() {
    Environment environment = Environment.of(Map.of("A", "  ", "B", " b "));

    assertEquals(Optional.empty(), environment.text("A"));
    assertEquals(Optional.of("b"), environment.text("A", "B"));
    assertEquals(7, environment.number("A", 1, 9, 7));
    assertTrue(environment.flag("A", true));
    assertEquals(List.of(), environment.list("A"));
  }

  @Test
  void listsAreSplitAtCommas() {
    assertEquals(List.of("a", "b"), Environment.of(Map.of("LIST", " a, ,b,")).list("LIST"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", "1", "yes", "On"})
  void knowsWhatIsOn(String value) {
    assertTrue(Environment.of(Map.of("FLAG", value)).flag("FLAG", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "False", "0", "no", "OFF"})
  void knowsWhatIsOff(String value) {
    assertFalse(Environment.of(Map.of("FLAG", value)).flag("FLAG", true));
  }

  @Test
  void aFlagThatIsNoFlagIsRefused() {
    Environment environment = Environment.of(Map.of("FLAG", "perhaps"));

    var refused = assertThrows(ConfigurationException.class, () -> environment.flag("FLAG", false));
    assertEquals("FLAG=perhaps is neither true nor false", refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "3000.5", "99999999999", "abc", "0x10"})
  void aNumberOutOfRangeIsRefused(String value) {
    Environment environment = Environment.of(Map.of("PORT", value));

    var refused =
        assertThrows(
            ConfigurationException.class, () -> environment.number("PORT", 1, 65_535, 3_000));
    assertEquals("PORT=" + value + " is not a whole number from 1 to 65535", refused.getMessage());
  }

  @Test
  void theMessageIsOneLineWhateverTheValue() {
    Environment environment = Environment.of(Map.of("PORT", "1\n2\u001b[31m" + "x".repeat(500)));

    var refused =
        assertThrows(ConfigurationException.class, () -> environment.number("PORT", 1, 2, 1));
    assertTrue(refused.getMessage().startsWith("PORT=1\\n2\\u001b[31mxxx"), refused.getMessage());
    assertTrue(refused.getMessage().length() < 200, refused.getMessage());
  }

  @Test
  void aTimeLimitIsWholeSeconds() {
    Duration otherwise = Duration.ofMillis(50);

    assertEquals(otherwise, Environment.of(Map.of()).seconds("A", 9, otherwise));
    assertEquals(
        Duration.ofSeconds(9), Environment.of(Map.of("A", "9")).seconds("A", 9, otherwise));
    for (String value : List.of("0", "10", "1.5", "1s", "-1")) {
      assertThrows(
          ConfigurationException.class,
          () -> Environment.of(Map.of("A", value)).seconds("A", 9, otherwise));
    }
  }
}
