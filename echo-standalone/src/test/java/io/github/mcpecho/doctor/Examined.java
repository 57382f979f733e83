package io.github.mcpecho.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.fixtures.ProducedFindings;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.time.Duration;
import java.util.List;

/** What a doctor came to in a test. */
record Examined(Diagnosis diagnosis) {
  /** What stands on this machine needs no pause to recover. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  static Examined by(Doctor doctor) {
    Diagnosis diagnosis = doctor.changed(order -> order.pause = PAUSE).examine();
    diagnosis.findings().forEach(one -> ProducedFindings.add(one.finding().id()));
    var examined = new Examined(diagnosis);
    assertEquals(List.of(), examined.withoutEvidence(), diagnosis::toText);
    return examined;
  }

  /** Whoever is to mend something is shown what was seen of it. */
  private List<String> withoutEvidence() {
    return diagnosis.findings().stream()
        .map(Diagnosis.Located::finding)
        .filter(one -> one.severity() != Severity.INFO && one.evidence().isBlank())
        .map(Finding::id)
        .toList();
  }

  List<String> ids() {
    return diagnosis.findings().stream().map(one -> one.finding().id()).toList();
  }

  void assertFinds(String id) {
    assertTrue(ids().contains(id), () -> id + " is missing:\n" + diagnosis.toText());
  }

  /** Returns the leg of the first finding of this kind. */
  Leg leg(String id) {
    assertFinds(id);
    return diagnosis.findings().stream()
        .filter(one -> one.finding().id().equals(id))
        .findFirst()
        .orElseThrow()
        .leg();
  }

  /** The way is blamed where it is, and first. */
  void assertFirst(String id, Leg leg) {
    assertFinds(id);
    assertEquals(id, ids().get(0), diagnosis::toText);
    assertEquals(leg, diagnosis.findings().get(0).leg(), diagnosis::toText);
  }

  void assertNothingAboveInfo() {
    assertTrue(
        diagnosis.findings().stream().allMatch(one -> one.finding().severity() == Severity.INFO),
        diagnosis::toText);
  }

  /** Returns the evidence of the first finding of this kind. */
  String evidence(String id) {
    assertFinds(id);
    return diagnosis.findings().stream()
        .map(Diagnosis.Located::finding)
        .filter(finding -> finding.id().equals(id))
        .findFirst()
        .orElseThrow()
        .evidence();
  }
}
