package io.github.mcpecho.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.testing.script.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Java of the pages is that of the examples, which are compiled and tested. */
class SnippetsInPagesTest {
  private static final Pattern SNIPPET =
      Pattern.compile("(?s)```java\n((?:import [^\n]*\n|\n)*)(.*?)```");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public |final )*(?:class|record|interface) ");
  private static final Pattern SCRIPT = Pattern.compile("(?s)```json\n(.*?)```");
  private static final int README_BYTES = 12 * 1024;

  @Test
  void everySnippetIsCompiled() throws IOException {
    List<String> sources = Pages.files("examples/", ".java").stream().map(Pages::text).toList();
    List<MatchResult> snippets =
        Pages.files("", ".md").stream()
            .flatMap(page -> SNIPPET.matcher(Pages.text(page)).results())
            .toList();

    assertFalse(snippets.isEmpty());
    for (MatchResult snippet : snippets) {
      List<String> holding =
          sources.stream().filter(source -> source.contains(snippet.group(2))).toList();
      assertEquals(1, holding.size(), snippet.group(2));
      if (TYPE.matcher(snippet.group(2)).find()) {
        assertEquals(imports(holding.get(0)), imports(snippet.group(1)), snippet.group(2));
      }
    }
  }

  /** A test runs them: run.sh of examples/client-tests/control. */
  @ParameterizedTest
  @CsvSource({"js, .mjs", "python, .py"})
  void everySnippetOfAnotherLanguageIsOfAFileThatIsRun(String language, String suffix)
      throws IOException {
    List<String> sources = Pages.files("examples/", suffix).stream().map(Pages::text).toList();
    List<String> snippets =
        Pages.files("", ".md").stream()
            .flatMap(
                page ->
                    Pattern.compile("(?s)```" + language + "\n(.*?)```")
                        .matcher(Pages.text(page))
                        .results())
            .map(snippet -> snippet.group(1))
            .toList();

    assertFalse(snippets.isEmpty());
    for (String snippet : snippets) {
      assertEquals(1, sources.stream().filter(source -> source.contains(snippet)).count(), snippet);
    }
  }

  /** What a script may hold, as the pages show it. */
  @Test
  void everyScriptIsOne() throws IOException {
    List<String> scripts =
        Pages.files("echo-testing", ".md").stream()
            .flatMap(page -> SCRIPT.matcher(Pages.text(page)).results())
            .map(script -> script.group(1))
            .toList();

    assertFalse(scripts.isEmpty());
    scripts.forEach(script -> Script.parse(script.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theReadmeIsReadInOneSitting() throws IOException {
    assertTrue(Files.size(Pages.PROJECT.resolve("README.md")) <= README_BYTES);
  }

  @Test
  void trial_e10_whatInstallsTheDependencyIsSaidBeforeIt() {
    for (String module : List.of("echo-servlet", "echo-testing")) {
      String page = Pages.text(Pages.PROJECT.resolve(module + "/README.md"));
      int command = page.indexOf("-pl echo-servlet,echo-testing -am install");
      assertTrue(command > 0, module);
      assertTrue(command < page.indexOf("<artifactId>" + module + "</artifactId>"), module);
    }
  }

  private static String imports(String code) {
    return IMPORT.matcher(code).results().map(MatchResult::group).collect(Collectors.joining("\n"));
  }
}
