package io.github.mcpecho.examples.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tests that are named after a requirement: methods such as {@code h03_otherHostsAreForbidden}, and
 * rows of the table of malformed requests, whose test is called by its first requirement.
 */
final class NamedTests {
  private static final List<String> MODULES =
      List.of(
          "echo-core",
          "echo-servlet",
          "echo-standalone",
          "echo-testing",
          "examples/conformance-server",
          "examples/tomcat-war");
  private static final String TABLE =
      "echo-standalone/src/test/resources/io/github/mcpecho/standalone/malformed-requests.txt";

  /** Verdicts, a letter that no requirement has, are named after what was found in trials. */
  private static final Pattern METHOD = Pattern.compile("\n  void (?!v)([a-z]+)([0-9]{2})_\\w+\\(");

  private NamedTests() {}

  /** Returns the names of test classes, and {@code table}, by requirement. */
  static Map<String, TreeSet<String>> byRequirement(Path root) throws IOException {
    var tests = new TreeMap<String, TreeSet<String>>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/test/java"))) {
        files
            .filter(file -> file.toString().endsWith("Test.java"))
            .forEach(
                file ->
                    METHOD
                        .matcher(read(file))
                        .results()
                        .forEach(method -> add(tests, id(method), className(file))));
      }
    }
    rows(root).forEach(row -> add(tests, row.split(" \\| ")[1].strip().split(" ")[0], "table"));
    return tests;
  }

  /** Returns the lines of the table that are requests. */
  static List<String> rows(Path root) throws IOException {
    return Files.readAllLines(root.resolve(TABLE)).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  /** Returns how the README writes a requirement. */
  static String id(String kind, int number) {
    return "%s-%02d".formatted(kind, number);
  }

  private static String id(MatchResult method) {
    return id(method.group(1).toUpperCase(Locale.ROOT), Integer.parseInt(method.group(2)));
  }

  private static void add(Map<String, TreeSet<String>> tests, String id, String where) {
    tests.computeIfAbsent(id, anyId -> new TreeSet<>()).add(where);
  }

  private static String className(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
