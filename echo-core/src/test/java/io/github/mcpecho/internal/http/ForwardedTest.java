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

class ForwardedTest {
  @Test
  void exampleOfTheRfcIsRead() {
    Forwarded forwarded =
        parse("For=\"[2001:db8:cafe::17]:4711\", for=192.0.2.43;proto=http;by=203.0.113.43");
    assertEquals(Optional.empty(), forwarded.problem());
    assertEquals(
        List.of(
            Map.of("for", "[2001:db8:cafe::17]:4711"),
            Map.of("for", "192.0.2.43", "proto", "http", "by", "203.0.113.43")),
        forwarded.hops().stream().map(Forwarded.Hop::parameters).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          for=192.0.2.43             | 192.0.2.43
          for="192.0.2.43:47011"     | 192.0.2.43
          for="[2001:db8::1]:80"     | [2001:db8::1]
          for="[2001:db8::1]"        | [2001:db8::1]
          for=_hidden                | _hidden
          for=unknown                | unknown
          for="_gazonk:_port"        | _gazonk:_port
          for="a\\"b"                | a"b
          """)
  void clientIsTheNodeWithoutItsPort(String header, String client) {
    assertEquals(Optional.of(client), parse(header).hops().get(0).client());
  }

  @Test
  void linesAreOneList() {
    assertEquals(2, Forwarded.of(List.of("for=a", "for=b")).hops().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for",
        "for=",
        "=a",
        "for=\"a",
        "for=[::1]",
        "for=a;for=b",
        "for=a b",
        "for = a",
        "@=a"
      })
  void brokenGrammarIsReportedNotThrown(String header) {
    assertTrue(parse(header).problem().isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", ";;,,;", " , "})
  void emptyElementsAreNoProblem(String header) {
    assertEquals(new Forwarded(List.of(), Optional.empty()), parse(header));
  }

  @Test
  void hopsAreBounded() {
    assertEquals(32, parse("for=a,".repeat(10_000)).hops().size());
  }

  private static Forwarded parse(String header) {
    return Forwarded.of(List.of(header));
  }
}
