package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.mcpecho.diagnosis.basic.EchoTool;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoToolTest {
  private final ToolCaller echo = ToolCaller.of(new EchoTool());

  @Test
  void textIsTheMessageAndNothingElse() {
    assertEquals("Hello, World!", echo.call("{\"message\":\"Hello, World!\"}").text());
  }

  @Test
  void structuredContentHoldsTheSameMessage() {
    ToolRun result = echo.call("{\"message\":\"Hello\"}");

    assertEquals(Json.object().put("message", "Hello"), result.facts());
  }

  @Test
  void sampleOfTheBriefIsReversed() {
    assertEquals(
        "!PCM ,olleH",
        echo.call("{\"message\": \"Hello, MCP!\", \"uppercase\": false, \"reverse\": true}")
            .text());
  }

  @Test
  void upperCaseDoesNotDependOnTheLanguageOfTheMachine() {
    assertEquals("TITLE", said("title", true, false));
    assertEquals("STRASSE", said("straße", true, false));
  }

  @Test
  void upperCaseOfALongTextIsThatOfTheJdk() {
    int[] letters = "aZ1ßŉΐΰǰևẞİıſςσΣᾳᾼᾈﬀﬃﬆ\u0345\u0301ǆǅა😀𐐨\ud83d\ude00".chars().toArray();
    var random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      var message = new StringBuilder();
      for (int length = random.nextInt(80); length > 0; length--) {
        message.append((char) letters[random.nextInt(letters.length)]);
      }
      assertEquals(
          message.toString().toUpperCase(Locale.ROOT), said(message.toString(), true, false));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ß", "ŉ", "ΐ", "é", "😀"})
  void upperCaseOfALongTextNeedsMemoryInProportion(String letter) {
    String message = letter.repeat(1_000_000);
    long before = allocatedBytes();

    assertEquals(letter.toUpperCase(Locale.ROOT).repeat(1_000_000), said(message, true, false));
    assertTrue(allocatedBytes() - before < 250_000_000, () -> "too much for " + letter);
  }

  @Test
  void upperCaseAndReverseGoTogether() {
    assertEquals("É🇦🇹!CBA", said("abc!🇦🇹é", true, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\u0000", "\ud83d", "line\r\nline", "\u202eevil", "{\"a\":1}"})
  void messageIsNeverTouchedWithoutAFlag(String message) {
    assertEquals(message, said(message, false, false));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "'', ''",
    "a, a",
    "🇦🇹é, é🇦🇹",
    "🇦🇹🇩🇪x, x🇩🇪🇦🇹",
    "e\u0301x, xe\u0301",
    "👨‍👩‍👧‍👦!, !👨‍👩‍👧‍👦",
    "👍🏽a, a👍🏽",
    "1️⃣2, 21️⃣",
    "🏳️‍🌈z, z🏳️‍🌈",
    "\u1112\u1161\u11abx, x\u1112\u1161\u11ab",
  })
  void reverseKeepsWhatReadersSeeAsOneCharacter(String message, String reversed) {
    assertEquals(reversed, said(message, false, true));
  }

  @Test
  void reverseKeepsALineEndWhole() {
    assertEquals("ba\r\n", said("\r\nab", false, true));
  }

  @Test
  void loneSurrogatesAreReversedLikeAnyCharacter() {
    assertEquals("\ud83dba", said("ab\ud83d", false, true));
    assertEquals("ba\ude00", said("\ude00ab", false, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u0301", "🇦", "\u200d", "👨\u200d", "👍🏽", "\ud83d", "\u1100", "\u0600"})
  void floodOfMarksIsReversedInOnePass(String mark) {
    String flood = mark.repeat(1_000_000 / mark.length());

    String reversed = said(flood + "\nz", false, true);

    assertEquals("z\n", reversed.substring(0, 2));
    assertEquals(flood, reversed.substring(2));
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private String said(String message, boolean uppercase, boolean reverse) {
    return echo.call(
            Json.object()
                .put("message", message)
                .put("uppercase", uppercase)
                .put("reverse", reverse))
        .text();
  }
}
