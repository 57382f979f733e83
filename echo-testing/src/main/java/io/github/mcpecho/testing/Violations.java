package io.github.mcpecho.testing;

import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The errors that calls have: one for each kind, with the first call and a count. */
final class Violations {
  private final Map<String, Violation> byKind = new LinkedHashMap<>();

  private record Violation(RecordedCall call, Finding finding, int calls) {
    Violation andOneMore() {
      return new Violation(call, finding, calls + 1);
    }

    @Override
    public String toString() {
      return "\n  %s%s: %s (%s; %s)"
          .formatted(
              finding.id(),
              calls == 1 ? "" : ", " + calls + " calls",
              finding.message(),
              finding.evidence(),
              finding.rule());
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
        byKind.merge(finding.id(), new Violation(call, finding, 1), (old, one) -> old.andOneMore());
      }
    }
  }

  void clear() {
    byKind.clear();
  }

  boolean isEmpty() {
    return byKind.isEmpty();
  }

  /** Returns a line for each kind, below the first call that has it. */
  String describe(Redactor redactor) {
    Map<RecordedCall, String> byCall =
        byKind.values().stream()
            .collect(
                Collectors.groupingBy(
                    Violation::call,
                    LinkedHashMap::new,
                    Collectors.mapping(Violation::toString, Collectors.joining())));
    return byCall.entrySet().stream()
        .map(first -> first.getValue() + "\n    first " + first.getKey().describe(redactor))
        .collect(Collectors.joining());
  }
}
