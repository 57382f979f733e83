package io.github.mcpecho.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The README lists every requirement and where its tests are: here it is held to that. */
class RequirementsTest {
  /** How many requirements there are of each kind, in the order of the README. */
  private static final List<Map.Entry<String, Integer>> KINDS =
      List.of(
          Map.entry("H", 18),
          Map.entry("M", 11),
          Map.entry("HD", 16),
          Map.entry("J", 9),
          Map.entry("STATUS", 11),
          Map.entry("D", 6),
          Map.entry("T", 19),
          Map.entry("C", 4),
          Map.entry("N", 7),
          Map.entry("S", 7),
          Map.entry("L", 5),
          Map.entry("I", 7),
          Map.entry("P", 7),
          Map.entry("R", 9),
          Map.entry("K", 5),
          Map.entry("Z", 11),
          Map.entry("G", 27),
          Map.entry("ERA", 19),
          Map.entry("HTML", 1));

  private final List<Requirement> requirements = Requirement.listedIn(Path.of("README.md"));
  private final Map<String, TreeSet<String>> tests = NamedTests.byRequirement(Path.of("../.."));

  RequirementsTest() throws IOException {}

  @Test
  void everyRequirementIsListed() {
    assertEquals(
        KINDS.stream()
            .flatMap(
                kind ->
                    IntStream.rangeClosed(1, kind.getValue())
                        .mapToObj(number -> NamedTests.id(kind.getKey(), number)))
            .toList(),
        requirements.stream().map(Requirement::id).toList());
  }

  @Test
  void everyRequirementHasTestsOfItsNameOrAReasonToHaveNone() {
    for (Requirement requirement : requirements) {
      assertTrue(
          requirement.isDone()
              ? tests.containsKey(requirement.id())
              : requirement.state().matches("not (done|applicable): .{20,}"),
          requirement::toString);
    }
  }

  @Test
  void theListSaysWhereTheTestsAre() {
    assertEquals(
        new TreeMap<>(tests),
        requirements.stream()
            .filter(requirement -> !requirement.proofs().isEmpty())
            .collect(
                Collectors.toMap(
                    Requirement::id, Requirement::proofs, (one, other) -> one, TreeMap::new)));
  }

  @Test
  void theReadmeCountsTheRowsOfTheTable() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int rows = NamedTests.rows(Path.of("../..")).size();
    assertTrue(readme.contains(rows + " requests"), () -> "there are " + rows);
  }
}
