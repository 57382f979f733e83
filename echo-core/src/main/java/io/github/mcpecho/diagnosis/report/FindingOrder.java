package io.github.mcpecho.diagnosis.report;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.util.Comparator;
import java.util.List;

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

  private static Severity rank(Finding finding, List<Finding> all) {
    Severity worst = finding.severity();
    for (Finding other : all) {
      boolean worse = other.severity().compareTo(worst) < 0;
      if (worse && finding.kind() instanceof TableFindingKind kind && kind.explains(other.kind())) {
        worst = other.severity();
      }
    }
    return worst;
  }
}
