package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.diagnosis.clients.ClientFinding;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.testing.RecordedCall;
import java.util.List;
import java.util.Set;

/** What the test server found by itself, for checks about the same. */
final class Findings {
  /** What no schema of the protocol allows. */
  private static final Set<FindingKind> OF_FORM =
      Set.of(
          ClientFinding.CLIENT_BODY_MALFORMED,
          ClientFinding.CLIENT_MESSAGE_INVALID,
          ClientFinding.CLIENT_REQUEST_WITHOUT_ID,
          ClientFinding.CLIENT_NOTIFICATION_WITH_ID,
          ClientFinding.CLIENT_BATCH,
          ClientFinding.CLIENT_ENVELOPE_INCOMPLETE,
          ClientFinding.CLIENT_INITIALIZE_INCOMPLETE,
          ClientFinding.CLIENT_PROGRESS_TOKEN_TYPE);

  private Findings() {}

  static boolean has(RecordedCall call, FindingKind kind) {
    return call.findings().stream().anyMatch(finding -> finding.kind() == kind);
  }

  /** Notes whether every message has the form that the schema of its revision gives it. */
  static void noteForm(List<RecordedCall> calls, Checks checks) {
    for (RecordedCall call : calls) {
      if (call.httpMethod().equals("POST")) {
        checks.note("WireSchemaValid", true, "");
        call.findings().stream()
            .filter(finding -> OF_FORM.contains(finding.kind()))
            .forEach(
                finding ->
                    checks.note(
                        "WireSchemaValid",
                        false,
                        "%s: %s (%s)".formatted(finding.id(), finding.message(), finding.rule())));
      }
    }
  }
}
