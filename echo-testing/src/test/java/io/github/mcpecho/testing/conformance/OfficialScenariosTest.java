package io.github.mcpecho.testing.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.mcp.ProtocolVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scenarios are those of the official suite, as official-scenarios.csv lists them. */
class OfficialScenariosTest {
  @ParameterizedTest
  @EnumSource(
      value = ProtocolVersion.class,
      names = {"V2025_11_25", "V2026_07_28"})
  void eachIsScoredWhereItIsThere(ProtocolVersion revision) throws IOException {
    ClientConformance suite = ClientConformance.of(revision);

    assertEquals(official(revision, "scored"::equals), new TreeSet<>(suite.scored()));
    assertEquals(
        official(revision, reason -> !reason.equals("scored")), new TreeSet<>(suite.unscored()));
  }

  private static Set<String> official(ProtocolVersion revision, Predicate<String> reason)
      throws IOException {
    try (InputStream in =
        OfficialScenariosTest.class.getResourceAsStream("official-scenarios.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(","))
          .filter(row -> row[0].equals(revision.wireName()) && reason.test(row[1]))
          .map(row -> row[2])
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
