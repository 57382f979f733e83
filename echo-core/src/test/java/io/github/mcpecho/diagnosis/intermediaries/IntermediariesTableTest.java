package io.github.mcpecho.diagnosis.intermediaries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.diagnosis.FindingCatalogue;
import io.github.mcpecho.internal.text.Glob;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.FindingKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of intermediaries is written as its head says. */
class IntermediariesTableTest {
  private static final Set<String> NO_ADVICE =
      Set.of("sign", "covers", "host", "own", "token", "rewrites", "is");
  private static final int MOST_WORDS = 19;

  private final List<String[]> rows = TsvResource.rows(Product.class, "intermediaries.tsv");

  @Test
  void eachRowHasFourCellsAndASource() {
    for (String[] row : rows) {
      assertEquals(4, row.length, String.join(" | ", row));
      assertTrue(
          row[1].equals("is") || row[3].startsWith("https://"), () -> String.join(" | ", row));
    }
  }

  @Test
  void noRowStandsThereTwice() {
    List<String> keys = rows.stream().map(row -> row[0] + row[1] + row[2]).toList();
    assertEquals(keys.stream().distinct().toList(), keys);
  }

  @Test
  void adviceIsShortAndOnAProblemThatAFindingHas() {
    Set<String> problems = problems();
    for (String[] row : rows) {
      if (!NO_ADVICE.contains(row[1])) {
        assertTrue(problems.contains(row[1]), () -> row[0] + ": " + row[1]);
        assertTrue(row[2].split(" ").length <= MOST_WORDS, () -> row[0] + ": " + row[2]);
      }
    }
  }

  @Test
  void whoRewritesTheHeadersOfAProblemHasAdviceOnIt() {
    for (Product product : Product.ALL) {
      product
          .texts("rewrites")
          .forEach(
              problem -> assertEquals(1, product.texts(problem).size(), product + ": " + problem));
    }
  }

  @Test
  void problemsNameFindingsOfTheCatalogue() {
    Set<String> ids =
        FindingCatalogue.subjects().stream()
            .flatMap(subject -> subject.findings().stream())
            .map(FindingKind::name)
            .collect(Collectors.toSet());
    Product.PROBLEMS.keySet().forEach(id -> assertTrue(ids.contains(id), id));
  }

  @Test
  void eachProductIsRecognisedOrOwnsSomething() {
    for (Product product : Product.ALL) {
      assertTrue(
          !product.texts("sign").isEmpty() || !product.texts("token").isEmpty(), product.name());
      product
          .texts("covers")
          .forEach(
              name ->
                  assertTrue(Product.ALL.stream().anyMatch(one -> one.name().equals(name)), name));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a*, abc, true",
    "a*, A, true",
    "*c, abc, true",
    "*b*, abc, true",
    "a*b*c, a-b-c, true",
    "a*b*c, acb, false",
    "a*a, a, false",
    "*, '', true",
    "abc, ABC, true",
    "abc, abcd, false",
    "*.elb.amazonaws.com, x.elb.amazonaws.com.evil.example, false",
    "*ab*ab, ab, false",
  })
  void asteriskStandsForAnyText(String pattern, String value, boolean fits) {
    assertEquals(fits, new Glob(pattern).matches(value.toLowerCase(Locale.ROOT)));
  }

  private Set<String> problems() {
    return Stream.concat(
            rows.stream().filter(row -> row[1].equals("is")).map(row -> row[0]),
            Stream.of(
                Intermediaries.AUTHORIZATION,
                Intermediaries.IDENTITY,
                Intermediaries.HEADER,
                Intermediaries.UNDERSCORE_LOST,
                Intermediaries.BUFFERED,
                Intermediaries.CUT,
                "PLATFORM_TOKEN"))
        .collect(Collectors.toSet());
  }
}
