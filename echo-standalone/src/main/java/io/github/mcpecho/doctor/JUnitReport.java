package io.github.mcpecho.doctor;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.util.List;
import java.util.Locale;

/** The report as JUnit XML, the form that build servers read: a suite for each leg. */
final class JUnitReport {
  private final Diagnosis diagnosis;
  private final StringBuilder xml = new StringBuilder();

  JUnitReport(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
  }

  /** Returns the document. */
  String text() {
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"")
        .append(escaped(diagnosis.url()))
        .append("\">\n");
    for (Leg leg : Leg.values()) {
      add(leg);
    }
    return xml.append("</testsuites>\n").toString();
  }

  private void add(Leg leg) {
    List<Finding> findings =
        diagnosis.findings().stream()
            .filter(one -> one.leg() == leg)
            .map(Diagnosis.Located::finding)
            .toList();
    List<Diagnosis.Fine> fine = diagnosis.fine().stream().filter(one -> one.leg() == leg).toList();
    List<Diagnosis.Unchecked> unchecked =
        diagnosis.unchecked().stream().filter(one -> one.leg() == leg).toList();
    long failures = findings.stream().filter(JUnitReport::isFailure).count();
    xml.append("  <testsuite name=\"")
        .append(escaped(leg.title()))
        .append("\" tests=\"")
        .append(findings.size() + fine.size() + unchecked.size())
        .append("\" failures=\"")
        .append(failures)
        .append("\" skipped=\"")
        .append(unchecked.size())
        .append("\">\n");
    findings.forEach(finding -> add(leg, finding));
    fine.forEach(one -> testCase(leg, one.text(), ""));
    unchecked.forEach(
        one -> testCase(leg, one.what(), "<skipped message=\"" + escaped(one.why()) + "\"/>"));
    xml.append("  </testsuite>\n");
  }

  private void add(Leg leg, Finding finding) {
    String text =
        escaped(
            "%s: %s\nEvidence: %s\nRule: %s\nFix: %s"
                .formatted(
                    finding.severity(),
                    finding.message(),
                    finding.evidence(),
                    finding.rule(),
                    finding.fix()));
    testCase(
        leg,
        finding.id(),
        isFailure(finding)
            ? "<failure message=\"" + escaped(finding.message()) + "\">" + text + "</failure>"
            : "<system-out>" + text + "</system-out>");
  }

  private void testCase(Leg leg, String name, String content) {
    xml.append("    <testcase classname=\"doctor.")
        .append(leg.name().toLowerCase(Locale.ROOT))
        .append("\" name=\"")
        .append(escaped(name))
        .append("\">")
        .append(content)
        .append("</testcase>\n");
  }

  private static boolean isFailure(Finding finding) {
    return finding.severity() == Severity.ERROR;
  }

  /** Other characters that XML has no place for are escaped in every text of a diagnosis. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("[\\x{FFFE}\\x{FFFF}]", "?");
  }
}
