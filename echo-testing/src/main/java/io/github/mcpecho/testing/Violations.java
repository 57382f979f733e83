package io.github.mcpecho.testing;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The errors that calls have: one for each kind, with the first call and a count. */
final class Violations {
  private final Map<String, Violation> byKind = new LinkedHashMap<>();

  private record Violation(String first, int calls) {
    Violation andOneMore() {
      return new Violation(first, calls + 1);
    }
  }

  Violations copy() {
    var copy = new Violations();
    copy.byKind.putAll(byKind);
    return copy;
  }

  void add(RecordedCall call) {
    for (Finding finding : call.findings()) {
      if (finding.severity() == Severity.ERROR) {
        byKind.merge(
            finding.id(), new Violation(text(call, finding), 1), (old, one) -> old.andOneMore());
      }
    }
  }

  void clear() {
    byKind.clear();
  }

  private static String text(RecordedCall call, Finding finding) {
    return "\n  %s\n    %s: %s (%s; %s)"
        .formatted(call, finding.id(), finding.message(), finding.evidence(), finding.rule());
  }

  /** Returns a text for each kind; empty if there is none. */
  @Override
  public String toString() {
    return byKind.values().stream()
        .map(one -> one.first + (one.calls == 1 ? "" : "\n    and " + (one.calls - 1) + " more"))
        .collect(Collectors.joining());
  }
}
