package io.github.mcpecho;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OwnVariablesTest {
  private static final Pattern OWN =
      Pattern.compile("`((?:MCP_ECHO|MCP_PROTOCOL|ECHO_STATELESS)_[A-Z_]+)");

  /** Of the Python original, and only known to be ignored. */
  private static final List<String> WITHOUT_MEANING =
      List.of("ECHO_STATELESS_WORKERS", "ECHO_STATELESS_MAX_REQUESTS");

  @Test
  void theyAreThoseOfTheReadme() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    TreeSet<String> documented =
        OWN.matcher(readme)
            .results()
            .map((MatchResult match) -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    documented.addAll(WITHOUT_MEANING);

    assertEquals(documented, new TreeSet<>(OwnVariables.names()));
  }
}
