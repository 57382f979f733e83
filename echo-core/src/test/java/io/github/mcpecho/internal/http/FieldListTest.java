package io.github.mcpecho.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldListTest {
  /** Elements are written with bars between them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          a                  ; a
          a, b ,c            ; a|b|c
          , ,a,,             ; a
          ``                 ; ``
          a="b,c", d         ; a="b,c"|d
          a="b\\",c", d      ; a="b\\",c"|d
          "a,b               ; "a|b
          a"b, "c,d          ; a"b|"c|d
          /a", b="c,d"       ; /a"|b="c,d"
          a "b,c", d         ; a "b,c"|d
          "a\\", b, c        ; "a\\"|b|c
          "a,b", "c\\, d     ; "a,b"|"c\\|d
          """)
  void aCommaBetweenQuotesSeparatesNothing(String line, String elements) {
    assertEquals(elements, String.join("|", FieldList.of(line)));
  }

  @Test
  void linesAreOneListAndQuotesEndWithTheirLine() {
    assertEquals(List.of("a", "\"b", "c\""), FieldList.of(List.of("a, \"b", "c\"")));
  }

  @ParameterizedTest
  @CsvSource({"'a, b', a", "' a ', a", "', a', ''", "'', ''", "'\"a,b\" , c', '\"a,b\"'"})
  void theFirstElementCountsEvenIfItIsEmpty(String line, String first) {
    assertEquals(first, FieldList.first(line));
  }
}
