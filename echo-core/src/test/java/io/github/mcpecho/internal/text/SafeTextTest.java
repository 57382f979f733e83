package io.github.mcpecho.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
  @ParameterizedTest
  @CsvSource({
    "'a\u001b[31mb', a\\u001b[31mb",
    "'a\nb\r\tc', a\\nb\\r\\tc",
    "'a\u202eb', a\\u202eb",
    "'a\u2066b', a\\u2066b",
    "'a\u200eb', a\\u200eb",
    "'a\u009bb', a\\u009bb",
    "'a\ufeffb', a\\ufeffb",
    "'a\u2028b', a\\u2028b",
    "'a\udb40\udc41b', a\\u{e0041}b",
    "'\u007f', \\u007f",
    "'a\u3164b', a\\u3164b",
    "'a\u034fb', a\\u034fb",
    "'a\udb40\udd01b', a\\u{e0101}b"
  })
  void whatCannotBeSeenIsWrittenAsAnEscape(String text, String shown) {
    assertEquals(shown, SafeText.escape(text));
  }

  @Test
  void halfASurrogatePairIsWrittenAsAnEscape() {
    assertEquals("a\\ud800b", SafeText.escape("a\ud800b"));
  }

  @ParameterizedTest
  @CsvSource({"plain", "grüß", "日本語", "👨‍👩‍👧", "नमस्ते", "⚠️"})
  void textOfAnyScriptStaysAsItIs(String text) {
    assertSame(text, SafeText.escape(text));
  }

  @Test
  void cappedTextSaysHowLongItWas() {
    assertEquals("abc… (5 characters)", SafeText.cap("abcde", 3));
    assertEquals("abcde", SafeText.cap("abcde", 5));
  }

  @Test
  void capDoesNotSplitASurrogatePair() {
    assertEquals("ab… (5 characters)", SafeText.cap("ab😀c", 3));
  }
}
