package io.github.mcpecho.examples.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One line of the README's list.
 *
 * @param state {@code done}, or {@code not done} or {@code not applicable} and why
 * @param proofs test classes, and {@code table}
 */
record Requirement(String id, String state, TreeSet<String> proofs) {
  private static final Pattern LINE =
      Pattern.compile("\\| ([A-Z]+-[0-9]+) \\| [^|]+ \\| ([^|]+) \\| ([^|]*)\\|");
  private static final Pattern PROOF = Pattern.compile("\\btable\\b|\\w+Test\\b");

  static List<Requirement> listedIn(Path readme) throws IOException {
    return LINE.matcher(Files.readString(readme))
        .results()
        .map(line -> new Requirement(line.group(1), line.group(2), proofs(line.group(3))))
        .toList();
  }

  boolean isDone() {
    return state.equals("done");
  }

  private static TreeSet<String> proofs(String cell) {
    return PROOF
        .matcher(cell)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
