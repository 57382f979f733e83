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
          for=192.0.2.43:47011       | 192.0.2.43
          for="2001:db8::1"          | 2001:db8::1
          for=UNKNOWN                | UNKNOWN
          """)
  void clientIsTheNodeWithoutItsPort(String header, String client) {
    assertEquals(Optional.of(client), parse(header).hops().get(0).client());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=\"a\\\"b\"",
        "for=a/b",
        "for=203.0.113.7/24",
        "for=203.0.113.7@x",
        "for=client.example",
        "for=\"203.0.113.7, 10.0.0.1\"",
        "for=\"203.0.113.7:99999\"",
        "for=\"203.0.113.7:http\"",
        "for=\"[2001:db8::1\"",
        "for=\"[2001:db8::zz]\"",
        "for=256.0.0.1",
        "for=_",
        "for=\"_a b\"",
        "for=\"<script>\"",
        "for=root",
        "for=10.0.0.1 2",
        "for=\"\""
      })
  void whatIsNoNodeOfRfc7239IsNoClient(String header) {
    assertEquals(Optional.empty(), parse(header).first().flatMap(Forwarded.Hop::client), header);
  }

  @Test
  void aValueWithAMistakeInItIsTheWholeOfIt() {
    Forwarded forwarded = parse("for=192.0.2.43;proto=https;host=a.example/b, for=10.0.0.1");
    assertTrue(forwarded.problem().isPresent());
    assertEquals(
        List.of(Map.of("for", "192.0.2.43", "proto", "https", "host", "a.example/b")),
        forwarded.hops().stream().map(Forwarded.Hop::parameters).toList());
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
