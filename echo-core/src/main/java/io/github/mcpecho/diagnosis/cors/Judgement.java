package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.diagnosis.cors.CorsCheck.Verdict;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what a browser would make of one request, in the order in which it looks. */
final class Judgement {
  private final CorsRequest request;
  private final Redactor redactor;
  private final List<CorsCheck> checks = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  Judgement(CorsRequest request, Redactor redactor) {
    this.request = request;
    this.redactor = redactor;
  }

  void check(Verdict verdict, String subject, String text) {
    checks.add(new CorsCheck(subject, verdict, text));
  }

  void allowed(String subject, String text) {
    check(Verdict.ALLOWED, subject, text);
  }

  void refused(String subject, String text) {
    check(Verdict.REFUSED, subject, text);
  }

  /**
   * Adds a finding whose fix names the origin and the headers of the request.
   *
   * @param evidence fit to be shown
   */
  void note(CorsFinding kind, String evidence) {
    note(kind, evidence, Optional.empty());
  }

  /** Adds a finding, with what is behind it if that is known. */
  void note(CorsFinding kind, String evidence, Optional<Refusal> behind) {
    note(
        behind
            .map(refusal -> refusal.found(kind, evidence))
            .orElseGet(() -> kind.found(request, evidence, redactor)));
  }

  void note(Finding finding) {
    findings.add(finding);
  }

  /** Adds the cause of whatever else is found. */
  void noteFirst(Finding finding) {
    findings.add(0, finding);
  }

  /** Returns a value of the request or the response, fit to be shown. */
  String shown(String value) {
    return redactor.evidence(value);
  }

  Redactor redactor() {
    return redactor;
  }

  CorsVerdict verdict() {
    return new CorsVerdict(checks, findings);
  }
}
