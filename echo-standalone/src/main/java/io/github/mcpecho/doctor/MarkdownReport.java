package io.github.mcpecho.doctor;

import io.github.mcpecho.report.Finding;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report as Markdown. Text from the far end cannot become markup in it. */
record MarkdownReport(Diagnosis diagnosis) {
  String text() {
    var page = new StringBuilder("# The way to " + code(diagnosis.url()) + "\n\n");
    diagnosis
        .farEnd()
        .map(server -> "The far end says that it is " + code(server) + ".\n\n")
        .ifPresent(page::append);
    page.append(TextReport.verdict(diagnosis)).append("\n\n| | leg | place |\n|---|---|---|\n");
    for (Leg leg : Leg.values()) {
      String sign = TextReport.sign(diagnosis.mark(leg));
      page.append("| %s | %s | %s |\n".formatted(sign, leg.title(), leg.place().title()));
    }
    diagnosis.findings().forEach(one -> page.append(section(one)));
    page.append(list("Fine", diagnosis.fine().stream().map(TextReport::fine)));
    page.append(list("Clients", diagnosis.clients().stream().map(TextReport::client)));
    page.append(list("Not looked at", TextReport.unchecked(diagnosis)));
    return page.append('\n').append(TextReport.cost(diagnosis)).append('\n').toString();
  }

  private static String section(Diagnosis.Located located) {
    Finding finding = located.finding();
    return "\n## %s %s\n\n%s\n\n* Where: %s%s\n* Rule: %s%s\n"
        .formatted(
            TextReport.sign(Diagnosis.Mark.of(finding)),
            finding.id(),
            escaped(finding.message()),
            TextReport.where(located.leg()),
            finding.evidence().isEmpty() ? "" : "\n* Evidence: " + code(finding.evidence()),
            escaped(finding.rule()),
            finding
                .fix()
                .lines()
                .map(line -> "\n* Fix: " + escaped(line))
                .collect(Collectors.joining()));
  }

  private static String list(String heading, Stream<String> texts) {
    String items = texts.map(text -> "* " + escaped(text) + "\n").collect(Collectors.joining());
    return items.isEmpty() ? "" : "\n## " + heading + "\n\n" + items;
  }

  /** Nothing ends a code span but as many backticks as began it. */
  private static String code(String text) {
    return "`" + text.replace('`', '\'') + "`";
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>#|!])", "\\\\$1");
  }
}
