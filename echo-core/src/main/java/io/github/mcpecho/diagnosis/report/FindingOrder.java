package io.github.mcpecho.diagnosis.report;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The order in which findings are told: the worst first, and what explains another one as if it
 * were as bad. Among equals those come first that were found first.
 */
public final class FindingOrder {
  private FindingOrder() {}

  public static List<Finding> of(List<Finding> findings) {
    return findings.stream()
        .sorted(Comparator.comparing(finding -> rank(finding, findings)))
        .toList();
  }

  /** Returns the first that explains this one. */
  public static Optional<Finding> explanation(Finding consequence, List<Finding> all) {
    for (Finding finding : all) {
      if (explains(finding, consequence)) {
        return Optional.of(finding);
      }
    }
    return Optional.empty();
  }

  private static boolean explains(Finding finding, Finding other) {
    return finding.kind() instanceof TableFindingKind kind && kind.explains(other.kind());
  }

  private static Severity rank(Finding finding, List<Finding> all) {
    Severity worst = finding.severity();
    for (Finding other : all) {
      boolean worse = other.severity().compareTo(worst) < 0;
      if (worse && explains(finding, other)) {
        worst = other.severity();
      }
    }
    return worst;
  }
}
