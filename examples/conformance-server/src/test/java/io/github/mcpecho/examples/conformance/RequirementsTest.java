package io.github.mcpecho.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README says where each requirement is proven: here it is held to that. */
class RequirementsTest {
  private static final Path ROOT = Path.of("../..");
  private static final List<String> MODULES =
      List.of("echo-core", "echo-standalone", "examples/conformance-server", "examples/tomcat-war");
  private static final Path TABLE =
      ROOT.resolve(
          "echo-standalone/src/test/resources/io/github/mcpecho/standalone/malformed-requests.txt");
  private static final Pattern ROW =
      Pattern.compile("\\| ([A-Z]+(?:-[0-9]+)?) \\|.*\\| ([^|]*) \\|");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  private final String readme = Files.readString(Path.of("README.md"));

  RequirementsTest() throws IOException {}

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Map<String, String> sources = testSources();
    assertEquals(
        List.of(),
        TEST.matcher(readme)
            .results()
            .filter(test -> !sources.getOrDefault(test.group(1), "").contains(test.group(2) + "("))
            .map(MatchResult::group)
            .toList());
  }

  @Test
  void everyRequirementOfTheTableIsListedAndTheOtherWayRound() throws IOException {
    Set<String> listed =
        ROW.matcher(readme)
            .results()
            .filter(row -> row.group(2).startsWith("table"))
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(listed, requirementsOfTheTable());
  }

  private static Set<String> requirementsOfTheTable() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .flatMap(line -> Stream.of(line.split(" \\| ")[1].strip().split(" ")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files
            .filter(file -> file.toString().endsWith("Test.java"))
            .forEach(
                file ->
                    sources.merge(
                        file.getFileName().toString().replace(".java", ""),
                        read(file),
                        String::concat));
      }
    }
    return sources;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
