package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the checks have seen so far, in the order in which they saw it. Not thread-safe. */
final class Notes {
  private final List<Diagnosis.Located> findings = new ArrayList<>();
  private final List<Diagnosis.Fine> fine = new ArrayList<>();
  private final List<Diagnosis.Unchecked> unchecked = new ArrayList<>();
  private List<Diagnosis.Client> clients = List.of();

  /** Notes what was seen of a kind, at the leg that its first word names. */
  void found(DoctorFinding kind, String evidence) {
    found(Leg.of(kind), kind.found(evidence));
  }

  /** Notes what was seen of a kind, and what mends it in this case. */
  void found(DoctorFinding kind, String evidence, String fix) {
    found(kind.found(kind.meaning(), evidence, fix));
  }

  /** Notes what was seen of a kind, if anything was. */
  void foundAny(DoctorFinding kind, String evidence) {
    if (!evidence.isEmpty()) {
      found(kind, evidence);
    }
  }

  /** Notes the first that was seen of a kind. */
  void foundOnce(DoctorFinding kind, String evidence) {
    if (lacks(kind)) {
      found(kind, evidence);
    }
  }

  /** Takes back what was noted of a kind, when all checks are over: others explain it. */
  void withdraw(DoctorFinding kind) {
    findings.removeIf(one -> one.finding().kind() == kind);
  }

  /** Notes a finding of the doctor at the leg that the first word of its kind names. */
  void found(Finding finding) {
    found(Leg.of((DoctorFinding) finding.kind()), finding);
  }

  /** Notes that something is wrong; the same finding is noted once. */
  void found(Leg leg, Finding finding) {
    var located = new Diagnosis.Located(leg, finding);
    if (!findings.contains(located)) {
      findings.add(located);
    }
  }

  /** Returns the kinds above INFO that were found since there were so many. */
  List<FindingKind> kindsSince(int count) {
    return findings.subList(count, findings.size()).stream()
        .map(one -> one.finding().kind())
        .filter(kind -> kind.severity() != Severity.INFO)
        .distinct()
        .toList();
  }

  void fine(Leg leg, String text) {
    fine.add(new Diagnosis.Fine(leg, text));
  }

  /**
   * Notes that something is as it should be, if nothing was found or left open since there was so
   * much.
   */
  void fineUnlessFound(int count, Leg leg, String text) {
    if (count() == count) {
      fine(leg, text);
    }
  }

  /** Notes that something cannot be looked at; the same is noted once. */
  void unchecked(Leg leg, String what, String why) {
    var one = new Diagnosis.Unchecked(leg, what, why);
    if (!unchecked.contains(one)) {
      unchecked.add(one);
    }
  }

  void clients(List<Diagnosis.Client> all) {
    clients = all;
  }

  boolean lacks(FindingKind kind) {
    return first(kind).isEmpty();
  }

  /** Returns the first finding of this kind, if there is one. */
  Optional<Finding> first(FindingKind kind) {
    return findings.stream()
        .map(Diagnosis.Located::finding)
        .filter(finding -> finding.kind().equals(kind))
        .findFirst();
  }

  /** Returns whether nothing of this kind was found yet whose evidence has this word. */
  boolean lacks(FindingKind kind, String word) {
    return findings.stream()
        .map(Diagnosis.Located::finding)
        .noneMatch(finding -> finding.kind().equals(kind) && finding.evidence().contains(word));
  }

  /** Returns how many things are wrong so far, or could not be looked at. */
  int count() {
    return findings.size() + unchecked.size();
  }

  /** Returns the findings; those that differ in their evidence alone are one. */
  List<Diagnosis.Located> merged() {
    Map<Diagnosis.Located, List<String>> evidence = new LinkedHashMap<>();
    findings.forEach(
        one ->
            evidence
                .computeIfAbsent(one.with(""), kind -> new ArrayList<>())
                .add(one.finding().evidence()));
    return evidence.entrySet().stream()
        .map(one -> one.getKey().with(String.join("; ", one.getValue())))
        .toList();
  }

  List<Diagnosis.Located> findings() {
    return findings;
  }

  List<Diagnosis.Fine> fine() {
    return fine;
  }

  List<Diagnosis.Client> clients() {
    return clients;
  }

  List<Diagnosis.Unchecked> unchecked() {
    return unchecked;
  }
}
