package io.github.mcpecho.examples.existing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Java of the README is that of these examples, which are compiled and tested. */
class ReadmeTest {
  private static final Path REPOSITORY = Path.of("..", "..");
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void everySnippetIsCompiledAndTested() throws IOException {
    List<String> snippets =
        SNIPPET
            .matcher(Files.readString(REPOSITORY.resolve("README.md")))
            .results()
            .map(snippet -> snippet.group(1))
            .toList();
    List<String> sources = sources();

    assertFalse(snippets.isEmpty());
    for (String snippet : snippets) {
      assertEquals(1, sources.stream().filter(source -> source.contains(snippet)).count(), snippet);
    }
  }

  @Test
  void trial_e10_whatInstallsTheDependencyIsSaidBeforeIt() throws IOException {
    String readme = Files.readString(REPOSITORY.resolve("README.md"));
    int command = readme.indexOf("-pl echo-servlet,echo-testing -am install");

    assertTrue(command > 0 && command < readme.indexOf("<artifactId>echo-servlet</artifactId>"));
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve("examples"))) {
      return files.filter(file -> file.toString().endsWith(".java")).map(ReadmeTest::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
