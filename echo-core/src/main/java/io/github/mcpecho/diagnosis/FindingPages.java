package io.github.mcpecho.diagnosis;

import io.github.mcpecho.report.FindingKind;
import java.util.Optional;
import java.util.stream.Stream;

/** The catalogue in Markdown: {@code FINDINGS.md}, and a page for each finding. */
public final class FindingPages {
  private FindingPages() {}

  public static String all() {
    var page = new StringBuilder();
    page.append("# Findings\n\n");
    page.append(
        "Every verdict that the tools, the test server and the doctor can come to, by subject.");
    page.append(" Generated from the enums in `diagnosis`; a test fails when it is stale.\n");
    for (FindingCatalogue.Subject subject : FindingCatalogue.subjects()) {
      page.append("\n## ").append(subject.title()).append('\n');
      for (FindingKind kind : subject.findings()) {
        page.append("\n### ").append(kind.name()).append('\n').append(body(kind));
      }
    }
    return page.toString();
  }

  static String of(FindingKind kind) {
    return "# " + kind.name() + "\n" + body(kind);
  }

  static Stream<FindingKind> kinds() {
    return FindingCatalogue.subjects().stream().flatMap(subject -> subject.findings().stream());
  }

  static Optional<FindingKind> kind(String id) {
    return kinds().filter(kind -> kind.name().equals(id)).findFirst();
  }

  private static String body(FindingKind kind) {
    String text =
        "\n**%s** %s\n\n* Rule: %s\n* Fix: %s\n"
            .formatted(kind.severity(), kind.meaning(), kind.rule(), kind.fix());
    return text.replace("<", "\\<");
  }
}
