package io.github.mcpecho.doctor;

import io.github.mcpecho.report.Finding;
import java.util.Arrays;

/** The report as Markdown. Text from the far end cannot become markup in it. */
final class MarkdownReport {
  private final Diagnosis diagnosis;
  private final StringBuilder page = new StringBuilder();

  MarkdownReport(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
  }

  /** Returns the page. */
  String text() {
    page.append("# The way to ").append(code(diagnosis.url())).append("\n\n");
    diagnosis
        .farEnd()
        .ifPresent(
            server ->
                page.append("The far end says that it is ").append(code(server)).append(".\n\n"));
    page.append(TextReport.verdict(diagnosis)).append("\n\n| | leg | place |\n|---|---|---|\n");
    Arrays.stream(Leg.values())
        .forEach(
            leg ->
                page.append("| ")
                    .append(TextReport.sign(diagnosis.mark(leg)))
                    .append(" | ")
                    .append(leg.title())
                    .append(" | ")
                    .append(leg.place().title())
                    .append(" |\n"));
    diagnosis.findings().forEach(this::add);
    list(
        "Fine",
        diagnosis.fine().stream()
            .map(one -> one.leg().title() + ": " + escaped(one.text()))
            .toList());
    list(
        "Clients",
        diagnosis.clients().stream().map(TextReport::client).map(MarkdownReport::escaped).toList());
    list("Not looked at", TextReport.unchecked(diagnosis).map(MarkdownReport::escaped).toList());
    return page.append('\n').append(TextReport.cost(diagnosis)).append('\n').toString();
  }

  private void add(Diagnosis.Located located) {
    Finding finding = located.finding();
    page.append("\n## ")
        .append(TextReport.sign(Diagnosis.Mark.of(finding)))
        .append(' ')
        .append(finding.id())
        .append("\n\n")
        .append(escaped(finding.message()))
        .append("\n\n* Where: ")
        .append(TextReport.where(located.leg()));
    if (!finding.evidence().isEmpty()) {
      page.append("\n* Evidence: ").append(code(finding.evidence()));
    }
    page.append("\n* Rule: ").append(escaped(finding.rule()));
    finding.fix().lines().forEach(line -> page.append("\n* Fix: ").append(escaped(line)));
    page.append('\n');
  }

  private void list(String heading, Iterable<String> items) {
    String separator = "\n## " + heading + "\n\n";
    for (String item : items) {
      page.append(separator).append("* ").append(item).append('\n');
      separator = "";
    }
  }

  /** Nothing ends a code span but as many backticks as began it. */
  private static String code(String text) {
    return "`" + text.replace('`', '\'') + "`";
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>#|!])", "\\\\$1");
  }
}
