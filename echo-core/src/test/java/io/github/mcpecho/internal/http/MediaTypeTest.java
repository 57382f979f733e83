package io.github.mcpecho.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
  @Test
  void namesAreLowerCaseAndValuesAreNot() {
    assertEquals(
        Optional.of(new MediaType("text/x-a+b", Map.of("k", "V", "q", "0.5"))),
        MediaType.parse(" Text/X-a+B ;\tK=V; q=0.5 "));
  }

  @Test
  void quotedValuesMayHoldAnything() {
    assertEquals(
        Optional.of(Map.of("a", "x;y,z\"\\", "b", "")),
        MediaType.parse("a/b;a=\"x;y,z\\\"\\\\\";b=\"\"").map(MediaType::parameters));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a/",
        "/b",
        "a /b",
        "a/b c",
        "a/b;x",
        "a/b;x=",
        "a/b;x =1",
        "a/b;x= 1",
        "a/b;x=\"y",
        "a/b;x=1;X=2",
        "a/b,c/d",
        "a/b;=1"
      })
  void whatIsMalformedIsNothing(String text) {
    assertTrue(MediaType.parse(text).isEmpty(), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/x | */*",
        "a/x | ''",
        "a/x | c/z",
        "a/x | a/y;q=0, a/x",
        "a/y | a/*;q=0.5, a/y;q=0.5",
        "b/z | a/y;q=0.2, a/x;q=0.1, */*",
        "b/z | b/*, a/*;q=0.9",
        "b/z | a/x;q=0.9, b/z",
      })
  void theMostWelcomeIsPreferred(String preferred, String accept) {
    assertEquals(
        preferred, MediaRanges.of(List.of(accept)).preferred(List.of("a/x", "a/y", "b/z")));
  }

  @Test
  void aListKeepsWhatIsWellFormed() {
    assertEquals(
        List.of(
            new MediaType("a/b", Map.of()),
            new MediaType("c/d", Map.of("q", "0.1")),
            new MediaType("*/*", Map.of())),
        MediaRanges.of(List.of("a/b, ,broken;x=\"1,2\",c/d;q=0.1,a/b;x,*/*")).ranges());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.0", "0.000", "0."})
  void qualityZeroIsNotAcceptable(String quality) {
    assertTrue(!new MediaType("a/b", Map.of("q", quality)).isAcceptable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.001", "1", "1.000", "x", "2", "-0", "0.0000"})
  void everyOtherQualityIsAcceptable(String quality) {
    assertTrue(new MediaType("a/b", Map.of("q", quality)).isAcceptable());
  }
}
