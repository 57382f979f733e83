package io.github.mcpecho.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages of this project name exists. */
class NamesInPagesTest {
  /** Tells what was, too. */
  private static final String HISTORY = "CHANGELOG.md";

  /** Classes of others, and options of the JVM, which look like classes. */
  private static final Set<String> NAMES_OF_OTHERS =
      Set.of(
          "ErrorHandler",
          "HttpClientStreamableHttpTransport",
          "JsonErrorReportValve",
          "McpClient",
          "MeterRegistry",
          "ParameterizedTest",
          "PrometheusConfig",
          "PrometheusMeterRegistry",
          "PrometheusRegistry",
          "RegisterExtension",
          "ServletRegistrationBean",
          "TrimNativeHeapInterval",
          "UndertowOptions",
          "UseSerialGC");

  /** The logger of the access log, and where the jar of the test server keeps its libraries. */
  private static final Set<String> NO_PACKAGES =
      Set.of("io.github.mcpecho.access", "io.github.mcpecho.testing.relocated");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern CLASS =
      Pattern.compile("(?<![\\w.$-])[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+(?![\\w-])");
  private static final Pattern PACKAGE =
      Pattern.compile("(?:io\\.github\\.mcpecho)?(?:\\.[a-z]+)+");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern HEADING_LINK = Pattern.compile("\\]\\(([^)#:\\s]*)#([^)]+)\\)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

  @Test
  void everyClassInBackticksExists() throws IOException {
    Set<String> classes = ourClasses();
    assertNone(
        page ->
            code(page)
                .flatMap(code -> all(CLASS, code))
                .filter(name -> !classes.contains(name) && !NAMES_OF_OTHERS.contains(name)));
  }

  @Test
  void everyPackageInBackticksExists() throws IOException {
    List<String> packages =
        Stream.of(Artifact.values())
            .flatMap(artifact -> artifact.classNames().stream())
            .map(name -> name.substring(0, name.lastIndexOf('.')))
            .distinct()
            .toList();
    assertNone(
        page ->
            code(page)
                .filter(PACKAGE.asMatchPredicate())
                .filter(name -> !NO_PACKAGES.contains(name))
                .filter(
                    name -> packages.stream().noneMatch(one -> (one + ".").contains(name + "."))));
  }

  @Test
  void everyFileThatIsLinkedExists() throws IOException {
    assertNone(
        page ->
            all(LINK, Pages.text(page), 1)
                .filter(link -> !Files.exists(page.resolveSibling(link).normalize())));
  }

  @Test
  void everyHeadingThatIsLinkedExists() throws IOException {
    assertNone(
        page ->
            HEADING_LINK
                .matcher(Pages.text(page))
                .results()
                .filter(
                    link -> {
                      Path target =
                          link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                      return target.toString().endsWith(".md")
                          && !anchors(target.normalize()).contains(link.group(2));
                    })
                .map(link -> link.group(1) + "#" + link.group(2)));
  }

  /** Returns the anchors of the headings of a page, as GitHub makes them. */
  private static Set<String> anchors(Path page) {
    return all(HEADING, BLOCK.matcher(Pages.text(page)).replaceAll(""), 1)
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", ""))
        .map(heading -> heading.strip().replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private interface Names {
    Stream<String> missingIn(Path page);
  }

  private static void assertNone(Names names) throws IOException {
    var missing = new ArrayList<String>();
    List<Path> pages = Pages.files("", ".md");
    assertFalse(pages.isEmpty());
    for (Path page : pages) {
      if (!page.endsWith(HISTORY)) {
        names.missingIn(page).forEach(name -> missing.add(page + ": " + name));
      }
    }
    assertEquals(List.of(), missing);
  }

  private static Stream<String> code(Path page) {
    return all(CODE, BLOCK.matcher(Pages.text(page)).replaceAll(""), 1);
  }

  private static Stream<String> all(Pattern pattern, String text) {
    return all(pattern, text, 0);
  }

  private static Stream<String> all(Pattern pattern, String text, int group) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(group));
  }

  /** Returns the simple names of all that is published, and of the files of tests and examples. */
  private static Set<String> ourClasses() throws IOException {
    Stream<String> published =
        Stream.of(Artifact.values())
            .flatMap(artifact -> artifact.classNames().stream())
            .map(name -> name.replaceAll(".*[.$]", ""));
    Stream<String> files =
        Pages.files("", ".java").stream()
            .map(file -> file.getFileName().toString().replace(".java", ""));
    return Stream.concat(published, files).collect(Collectors.toSet());
  }
}
