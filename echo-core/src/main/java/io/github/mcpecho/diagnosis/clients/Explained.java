package io.github.mcpecho.diagnosis.clients;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Set;

/** Which finding says less about a mistake than another one about the same mistake. */
public final class Explained {
  /** Pairs: what says more, a blank, what says less. */
  private static final Set<String> PAIRS =
      TsvResource.rows(Explained.class, "explained.tsv").stream()
          .map(row -> row[0] + " " + row[1])
          .collect(toUnmodifiableSet());

  private Explained() {}

  /** Removes each finding beside which another one says more. */
  public static void removeFrom(List<Finding> findings) {
    List<Finding> all = List.copyOf(findings);
    findings.removeIf(
        less -> all.stream().anyMatch(more -> PAIRS.contains(more.id() + " " + less.id())));
  }
}
