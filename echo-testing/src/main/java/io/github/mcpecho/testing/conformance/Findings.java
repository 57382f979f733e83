package io.github.mcpecho.testing.conformance;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.testing.RecordedCall;
import java.util.List;
import java.util.Map;

/** What the test server found by itself, for checks about the same. */
final class Findings {
  private static final String FORM = "WireSchemaValid";

  /** What is broken where the schema of the protocol is, by finding and revision. */
  private static final Map<String, String> SENTENCES =
      TsvResource.rows(Findings.class, "wire-schema.tsv").stream()
          .collect(toUnmodifiableMap(row -> row[0] + " " + row[1], row -> row[2]));

  private Findings() {}

  static boolean has(RecordedCall call, FindingKind kind) {
    return call.findings().stream().anyMatch(finding -> finding.kind() == kind);
  }

  /** Notes whether every message has the form that the schema of its revision gives it. */
  static void noteForm(List<RecordedCall> calls, Checks checks) {
    for (RecordedCall call : calls) {
      if (call.httpMethod().equals("POST")) {
        checks.note(FORM, true, "");
        call.findings().forEach(finding -> noteForm(finding, checks));
      }
    }
  }

  private static void noteForm(Finding finding, Checks checks) {
    String sentence = SENTENCES.get(finding.id() + " " + checks.revision());
    if (sentence != null) {
      checks.broken(FORM, sentence, finding.rule(), finding.id() + ": " + finding.message());
    }
  }
}
