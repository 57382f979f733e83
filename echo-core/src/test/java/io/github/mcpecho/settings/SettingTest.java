package io.github.mcpecho.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
  private static final Setting<Integer> PORT = Setting.number("A", 7, 1, 65_535, "");
  private static final Setting<Boolean> FLAG = Setting.flag("A", false, "");
  private static final Setting<List<String>> LIST = Setting.list("A", "");
  private static final Setting<Duration> TIME = Setting.seconds("A", 5, 1, 9, "");
  private static final Setting<String> LEVEL = Setting.choice("A", List.of("LOW", "HIGH"), "");

  @Test
  void blankIsNotSetAndWhiteSpaceAroundAValueIsDropped() {
    assertEquals(Optional.of(7), in(PORT, "  "));
    assertEquals(Optional.of(false), in(FLAG, " "));
    assertEquals(Optional.of(List.of()), in(LIST, " "));
    assertEquals(Optional.empty(), in(Setting.text("A", ""), " "));
    assertEquals(Optional.of("b"), in(Setting.text("A", ""), " b "));
    assertEquals(Optional.empty(), LEVEL.in(Map.of()));
  }

  @Test
  void theAliasWinsOverTheName() {
    Setting<String> two = Setting.text("A", "").alias("B");

    assertEquals(Optional.of("a"), two.in(Map.of("A", "a", "B", " ")));
    assertEquals(Optional.of("b"), two.in(Map.of("A", "a", "B", "b")));
  }

  @Test
  void theMessageHasTheNameByWhichItWasSet() {
    Setting<Integer> two = Setting.number("A", 1, 1, 2, "").alias("B");

    assertRefused("B=3 cannot be used; use a whole number from 1 to 2", two, Map.of("B", "3"));
  }

  @Test
  void listsAreSplitAtCommas() {
    assertEquals(Optional.of(List.of("a", "b")), in(LIST, " a, ,b,"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", "1", "yes", "On"})
  void everyWordForOnIsTrue(String value) {
    assertTrue(in(FLAG, value).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "False", "0", "no", "OFF"})
  void everyWordForOffIsFalse(String value) {
    assertFalse(in(FLAG.otherwise(true), value).orElseThrow());
  }

  @Test
  void aFlagThatIsNoFlagIsRefused() {
    assertRefused("A=perhaps cannot be used; use true or false", FLAG, Map.of("A", "perhaps"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "3000.5", "99999999999", "abc", "0x10", "-1"})
  void aNumberOutOfRangeIsRefused(String value) {
    assertRefused(
        "A=" + value + " cannot be used; use a whole number from 1 to 65535",
        PORT,
        Map.of("A", value));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "9,9"})
  void aTimeIsWrittenInWholeSeconds(String value, int seconds) {
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), in(TIME, value));
    assertEquals(value, TIME.written(Duration.ofSeconds(seconds)).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10", "1.5", "1s", "-1"})
  void aTimeOutOfRangeIsRefused(String value) {
    assertRefused(
        "A=" + value + " cannot be used; use a whole number from 1 to 9", TIME, Map.of("A", value));
  }

  @Test
  void aProgramMaySetAFractionOfASecondInTheSameRange() {
    Settings settings = Settings.of(List.of(TIME)).with(TIME, Duration.ofMillis(50));

    assertEquals(Duration.ofMillis(50), settings.get(TIME));
    assertEquals("0.05", settings.text(TIME));
    for (Duration wrong :
        List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofSeconds(9).plusNanos(1))) {
      assertThrows(ConfigurationException.class, () -> settings.with(TIME, wrong));
    }
  }

  @Test
  void aChoiceIsOneInAnyCase() {
    assertEquals(Optional.of("HIGH"), in(LEVEL, "High"));
    assertRefused("A=both cannot be used; use LOW or HIGH", LEVEL, Map.of("A", "both"));
  }

  @Test
  void ofSeveralChoicesThereIsAtLeastOne() {
    Setting<Set<String>> some = Setting.choices("A", List.of("a", "b", "c"), "");

    assertEquals(Optional.of(Set.of("a", "c")), in(some, "c,A,"));
    assertEquals("a,c", some.written(Set.of("c", "a")).text());
    for (String none : List.of(",", "a,d")) {
      assertRefused(
          "A=" + none + " cannot be used; use one or more of a, b or c", some, Map.of("A", none));
    }
  }

  @Test
  void aPathThatThisSystemCannotHaveIsRefused() {
    Setting<Path> path = Setting.path("A", "");

    assertEquals(Optional.of(Path.of("/a/b")), in(path, "/a/b"));
    assertRefused("A=a\\u0000b cannot be used; use the name of a file", path, Map.of("A", "a\0b"));
  }

  @Test
  void aValueThatItsReaderRefusesIsRefusedInTheReadersWords() {
    Setting<String> even = Setting.text("A", "").readableBy(SettingTest::even, "pairs");

    assertEquals(Optional.of("ab"), in(even, "ab"));
    assertRefused("A=abc cannot be used: one is left; use pairs", even, Map.of("A", "abc"));
    assertThrows(ConfigurationException.class, () -> Settings.of(List.of(even)).with(even, "abc"));
  }

  @Test
  void theMessageIsOneShortLineWhateverTheValue() {
    var refused =
        assertThrows(
            ConfigurationException.class, () -> in(PORT, "1\n2\u001b[31m" + "x y ".repeat(200)));

    assertTrue(refused.getMessage().startsWith("A=1\\n2\\u001b[31mx y "), refused.getMessage());
    assertTrue(refused.getMessage().length() < 200, refused.getMessage());
  }

  @Test
  void theMessageShowsNoSecret() {
    Setting<String> secret = Setting.secret("A", "").where(text -> false, "another one");
    Setting<String> url = Setting.text("A", "").where(text -> false, "another one");

    assertRefused("A=(hidden) cannot be used; use another one", secret, Map.of("A", "s3cr3t"));
    assertRefused(
        "A=https://(hidden)@b cannot be used; use another one",
        url,
        Map.of("A", "https://u:s3cr3t@b"));
  }

  @Test
  void theDefaultIsWrittenAsAValueWouldBe() {
    assertEquals("7", PORT.defaultText());
    assertEquals("5", TIME.defaultText());
    assertEquals("none", LIST.defaultText());
    assertEquals("none", LEVEL.defaultText());
    assertEquals("all", LIST.unset("all").defaultText());
  }

  private static <T> Optional<T> in(Setting<T> setting, String value) {
    return setting.in(Map.of("A", value));
  }

  private static String even(String text) {
    if (text.length() % 2 == 1) {
      throw new IllegalArgumentException("one is left");
    }
    return text;
  }

  private static void assertRefused(
      String message, Setting<?> setting, Map<String, String> variables) {
    assertEquals(
        message,
        assertThrows(ConfigurationException.class, () -> setting.in(variables)).getMessage());
  }
}
