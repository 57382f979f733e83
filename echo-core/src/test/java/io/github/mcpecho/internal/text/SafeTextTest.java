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

  @ParameterizedTest
  @CsvSource({
    "200b, zero width space",
    "200c, zero width non-joiner",
    "200d, zero width joiner",
    "2060, word joiner",
    "2061, function application",
    "2063, invisible separator",
    "2064, invisible plus",
    "2065, reserved",
    "206a, inhibit symmetric swapping",
    "00ad, soft hyphen",
    "061c, Arabic letter mark",
    "180e, Mongolian vowel separator",
    "180b, Mongolian variation selector",
    "2800, braille pattern blank",
    "00a0, no-break space",
    "2003, em space",
    "202f, narrow no-break space",
    "205f, medium mathematical space",
    "1680, Ogham space mark",
    "115f, Hangul filler",
    "17b4, Khmer vowel inherent",
    "3164, Hangul filler",
    "ffa0, half-width Hangul filler",
    "fe00, variation selector 1",
    "fe0f, variation selector 16",
    "fff9, interlinear annotation anchor",
    "fff0, reserved",
    "feff, byte order mark",
    "1d173, musical beam",
    "1bca0, shorthand overlap",
    "e0001, language tag",
    "e0061, a tag letter",
    "e01ef, variation selector 256",
    "e0fff, reserved"
  })
  void trial_s11_whatShowsNothingIsWrittenAsAnEscape(String hex, String name) {
    int codePoint = Integer.parseInt(hex, 16);
    String escape = codePoint > 0xFFFF ? "\\u{" + hex + "}" : "\\u" + hex;

    assertEquals(
        "admin" + escape + "istrator",
        SafeText.escape("admin" + Character.toString(codePoint) + "istrator"),
        name);
  }

  @Test
  void halfASurrogatePairIsWrittenAsAnEscape() {
    assertEquals("a\\ud800b", SafeText.escape("a\ud800b"));
  }

  @ParameterizedTest
  @CsvSource({
    "plain",
    "grüß",
    "日本語",
    "👨‍👩‍👧",
    "नमस्ते",
    "⚠️",
    "1️⃣ ℹ️ ↔️ 🏷️",
    "🏳️‍🌈 ❤️‍🔥",
    "می\u200cخواهم",
    "क्\u200dष",
    "全角\u3000スペース"
  })
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
