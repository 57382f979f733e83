package io.github.mcpecho.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
  /** The first look-ups read the lines, later ones an index of them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 9, 100})
  void everyLookUpFindsTheSame(int before) {
    var headers = Headers.of("A", "1", "b", "2", "a", "3", "C", "");
    for (int i = 0; i < before; i++) {
      headers.first("z");
    }
    assertEquals(Optional.of("1"), headers.first("a"));
    assertEquals(Optional.of("2"), headers.first("B"));
    assertEquals(Optional.of(""), headers.first("c"));
    assertEquals(Optional.empty(), headers.first("d"));
    assertEquals(List.of("1", "3"), headers.all("A"));
    assertEquals(List.of(), headers.all("d"));
    List<String> mine = headers.all("a");
    mine.add("4");
    assertEquals(List.of("1", "3"), headers.all("a"));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 1_000})
  void manyLookUpsReadTheLinesAFewTimes(int lookUps) {
    CountedHeaders lines = CountedHeaders.of("A", "1", "B", "2");
    Headers headers = lines.headers();
    for (int i = 0; i < lookUps; i++) {
      headers.first("z" + i);
    }
    assertTrue(lines.readings() < 10, lines.readings() + " readings");
  }
}
