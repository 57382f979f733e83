package io.github.mcpecho.diagnosis.report;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes one finding with several subjects of those that are of one kind, and says nothing twice:
 * the subjects are joined in its evidence.
 */
final class MergedFindings {
  /** More than this nobody reads; the first advice is the best. */
  private static final int MOST_WORDS = 78;

  private MergedFindings() {}

  /** Returns one finding of each kind, in the order in which the kinds came first. */
  static Stream<Finding> of(List<Finding> findings) {
    if (findings.size() < 2) {
      return findings.stream();
    }
    Map<FindingKind, List<Finding>> kinds =
        findings.stream()
            .collect(
                Collectors.groupingBy(
                    Finding::kind, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    return kinds.values().stream().map(MergedFindings::merged);
  }

  private static Finding merged(List<Finding> same) {
    Finding first = same.get(0);
    if (same.size() == 1) {
      return first;
    }
    boolean oneMessage = same.stream().map(Finding::message).distinct().count() == 1;
    String evidence =
        same.stream()
            .map(finding -> oneMessage ? finding.evidence() : sentence(finding))
            .filter(subject -> !subject.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    return first
        .kind()
        .found(oneMessage ? first.message() : first.kind().meaning(), evidence, fix(same));
  }

  private static String sentence(Finding finding) {
    String message = finding.message();
    String bare = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    return finding.evidence().isEmpty() ? bare : bare + " (" + finding.evidence() + ")";
  }

  private static String fix(List<Finding> same) {
    var lines = new StringBuilder();
    same.stream()
        .flatMap(finding -> finding.fix().lines())
        .distinct()
        .filter(line -> words(lines + " " + line) <= MOST_WORDS || lines.isEmpty())
        .forEachOrdered(line -> lines.append(lines.isEmpty() ? "" : "\n").append(line));
    return lines.toString();
  }

  private static int words(String text) {
    return text.strip().split("\\s+").length;
  }
}
