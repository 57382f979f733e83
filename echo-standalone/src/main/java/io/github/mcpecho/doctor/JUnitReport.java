package io.github.mcpecho.doctor;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report as JUnit XML, the form that build servers read: a suite for each leg. */
record JUnitReport(Diagnosis diagnosis) {
  String text() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"%s\">\n%s</testsuites>\n"
        .formatted(
            escaped(diagnosis.url()),
            Stream.of(Leg.values()).map(this::suite).collect(Collectors.joining()));
  }

  private String suite(Leg leg) {
    List<Finding> findings =
        diagnosis.findings().stream()
            .filter(one -> one.leg() == leg)
            .map(Diagnosis.Located::finding)
            .toList();
    var cases = new ArrayList<String>();
    findings.forEach(finding -> cases.add(testCase(leg, finding.id(), content(finding))));
    diagnosis.fine().stream()
        .filter(one -> one.leg() == leg)
        .forEach(one -> cases.add(testCase(leg, one.text(), "")));
    int seen = cases.size();
    diagnosis.unchecked().stream()
        .filter(one -> one.leg() == leg)
        .map(one -> testCase(leg, one.what(), "<skipped message=\"" + escaped(one.why()) + "\"/>"))
        .forEach(cases::add);
    return "  <testsuite name=\"%s\" tests=\"%s\" failures=\"%s\" skipped=\"%s\">\n%s  </testsuite>\n"
        .formatted(
            escaped(leg.title()),
            cases.size(),
            findings.stream().filter(JUnitReport::isFailure).count(),
            cases.size() - seen,
            String.join("", cases));
  }

  private static String content(Finding finding) {
    String text =
        escaped(
            "%s: %s\nEvidence: %s\nRule: %s\nFix: %s"
                .formatted(
                    finding.severity(),
                    finding.message(),
                    finding.evidence(),
                    finding.rule(),
                    finding.fix()));
    return isFailure(finding)
        ? "<failure message=\"" + escaped(finding.message()) + "\">" + text + "</failure>"
        : "<system-out>" + text + "</system-out>";
  }

  private static String testCase(Leg leg, String name, String content) {
    return "    <testcase classname=\"doctor.%s\" name=\"%s\">%s</testcase>\n"
        .formatted(leg.name().toLowerCase(Locale.ROOT), escaped(name), content);
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
