package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an examination has come to. All text in it is redacted, and harmless to a terminal.
 *
 * @param url that was examined
 * @param farEnd what answers there, as it says itself
 * @param findings worst first
 * @param fine what is as it should be
 * @param unchecked what could not be looked at
 * @param clients which of them come in; empty if that was not looked at
 * @param requests how many were sent
 */
public record Diagnosis(
    String url,
    Optional<String> farEnd,
    List<Located> findings,
    List<Fine> fine,
    List<Unchecked> unchecked,
    List<Client> clients,
    int requests,
    Duration took) {

  /** They may explain all else. */
  private static final Set<FindingKind> EXPLAINING =
      Set.of(
          DoctorFinding.REPLICAS_SOME_FAIL,
          DoctorFinding.REPLICAS_SOME_UNAVAILABLE,
          DoctorFinding.BACK_STATUS_CHANGED);

  /** Puts the findings in order. */
  public Diagnosis {
    findings =
        findings.stream()
            .sorted(
                Comparator.comparing((Located located) -> located.finding().severity())
                    .thenComparing(Diagnosis::rank))
            .toList();
    fine = fine.stream().sorted(Comparator.comparing(Fine::leg)).toList();
    unchecked = unchecked.stream().sorted(Comparator.comparing(Unchecked::leg)).toList();
    clients = List.copyOf(clients);
  }

  /**
   * Where the same request passes and then does not, or each status is another one, that may
   * explain all else, and what breaks first explains what is behind it. What a page meets is looked
   * at for those who ask for it, so it comes before. What is merely worth knowing of headers and
   * bodies comes last: every proxy has such limits.
   */
  private static int rank(Located located) {
    if (EXPLAINING.contains(located.finding().kind())) {
      return -2;
    }
    boolean usual = located.leg() == Leg.THERE && located.finding().severity() == Severity.INFO;
    return located.leg() == Leg.BROWSER
        ? -1
        : usual ? Leg.values().length : located.leg().ordinal();
  }

  /** A finding, and where on the way it is. */
  public record Located(Leg leg, Finding finding) {
    Located with(String evidence) {
      return new Located(
          leg,
          new Finding(finding.kind(), finding.message(), evidence, finding.fix(), finding.rule()));
    }
  }

  /** Something that was looked at and is as it should be, in a few words. */
  public record Fine(Leg leg, String text) {}

  /** Something that could not be looked at, and what is missing. */
  public record Unchecked(Leg leg, String what, String why) {}

  /**
   * Clients of some kind, and whether they come in.
   *
   * @param said what they are answered
   */
  public record Client(String name, boolean comesIn, String said) {}

  /** How a leg looks, the worst of what was found there first. */
  public enum Mark {
    ERROR,
    WARNING,
    INFO,
    FINE,
    /** Nothing of it was looked at. */
    UNCHECKED;

    static Mark of(Finding finding) {
      return valueOf(finding.severity().name());
    }
  }

  /** Returns how a leg looks. */
  public Mark mark(Leg leg) {
    return findings.stream()
        .filter(located -> located.leg() == leg)
        .map(located -> Mark.of(located.finding()))
        .min(Comparator.naturalOrder())
        .orElse(fine.stream().anyMatch(one -> one.leg() == leg) ? Mark.FINE : Mark.UNCHECKED);
  }

  /** Returns whether something is broken. */
  public boolean hasErrors() {
    return findings.stream().anyMatch(one -> one.finding().severity() == Severity.ERROR);
  }

  /**
   * Does nothing if nothing is broken.
   *
   * @throws AssertionError with the whole report if something is
   */
  public void assertNoErrors() {
    if (hasErrors()) {
      throw new AssertionError(toText());
    }
  }

  /** What the text is for. */
  public enum TextOption {
    /** With all that is fine, which clients come in, and why something was not looked at. */
    VERBOSE,
    /** For a terminal that shows colours. */
    COLOURED
  }

  /** Returns a page that a person reads: the way drawn, the findings, what was not looked at. */
  public String toText(TextOption... options) {
    return new TextReport(this, Set.copyOf(List.of(options))).text();
  }

  /** Returns the same as Markdown, for an issue or a chat. */
  public String toMarkdown() {
    return new MarkdownReport(this).text();
  }

  /** Returns the same as JSON, by the schema {@code diagnosis.schema.json} beside this class. */
  public String toJson() {
    return new JsonReport(this).text();
  }

  /** Returns the same as a JUnit XML report: a leg is a suite, and an error a failure. */
  public String toJUnitXml() {
    return new JUnitReport(this).text();
  }
}
