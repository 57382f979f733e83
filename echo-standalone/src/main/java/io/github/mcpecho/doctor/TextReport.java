package io.github.mcpecho.doctor;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page that a person reads in ten seconds. */
final class TextReport {
  private final Diagnosis diagnosis;
  private final boolean isVerbose;
  private final boolean isColoured;
  private final List<String> lines = new ArrayList<>();

  TextReport(Diagnosis diagnosis, Set<Diagnosis.TextOption> options) {
    this.diagnosis = diagnosis;
    this.isVerbose = options.contains(Diagnosis.TextOption.VERBOSE);
    this.isColoured = options.contains(Diagnosis.TextOption.COLOURED);
  }

  /** The colours of a terminal (ECMA-48 §8.3.117). */
  private String paint(Diagnosis.Mark mark, String text) {
    if (!isColoured) {
      return text;
    }
    return switch (mark) {
      case ERROR -> "\u001b[31m" + text + "\u001b[0m";
      case WARNING -> "\u001b[33m" + text + "\u001b[0m";
      case FINE -> "\u001b[32m" + text + "\u001b[0m";
      case INFO, UNCHECKED -> text;
    };
  }

  String text() {
    lines.add("The way to " + diagnosis.url());
    diagnosis.farEnd().ifPresent(server -> lines.add("The far end says that it is " + server));
    lines.add("");
    draw();
    lines.add("");
    lines.add(verdict(diagnosis));
    if (isVerbose) {
      diagnosis.findings().forEach(this::add);
      section("Fine:", diagnosis.fine().stream().map(TextReport::fine));
      section("Clients:", diagnosis.clients().stream().map(TextReport::client));
      section("Not looked at:", unchecked(diagnosis));
      lines.add("");
      lines.add(cost(diagnosis));
    } else {
      diagnosis.findings().stream().filter(one -> !isInfo(one)).forEach(this::add);
      section("", diagnosis.findings().stream().filter(TextReport::isInfo).map(TextReport::line));
      lines.add("");
      addUnchecked();
      lines.add(cost(diagnosis) + " All of it, and why: --verbose");
    }
    return String.join("\n", lines) + "\n";
  }

  /** What could not be looked at, by the marks of the drawing, and what it takes. */
  private void addUnchecked() {
    List<String> whole = new ArrayList<>();
    List<String> partly = new ArrayList<>();
    leftOut(diagnosis.unchecked())
        .forEach(
            (leg, parts) -> {
              if (diagnosis.mark(leg) == Diagnosis.Mark.UNCHECKED) {
                whole.add(leg.title());
              } else {
                partly.add(leg.title() + " (without " + parts + ")");
              }
            });
    addList("Not looked at: ", whole);
    addList("Looked at in part: ", partly);
    addList("To see more, give: ", Need.takes(diagnosis.unchecked()));
  }

  private void addList(String heading, List<String> texts) {
    if (!texts.isEmpty()) {
      lines.add(heading + String.join("; ", texts) + ".");
    }
  }

  /** Returns the legs of which something was left out, with what that is. */
  private static Map<Leg, String> leftOut(List<Diagnosis.Unchecked> unchecked) {
    return unchecked.stream()
        .collect(
            Collectors.groupingBy(
                Diagnosis.Unchecked::leg,
                TreeMap::new,
                Collectors.mapping(
                    Diagnosis.Unchecked::what,
                    Collectors.collectingAndThen(
                        Collectors.toCollection(LinkedHashSet::new),
                        parts -> String.join("; ", parts)))));
  }

  /** Returns a line for each thing that is missing, with what could not be looked at. */
  static Stream<String> unchecked(Diagnosis diagnosis) {
    Map<String, List<Diagnosis.Unchecked>> reasons =
        diagnosis.unchecked().stream()
            .collect(
                Collectors.groupingBy(
                    Diagnosis.Unchecked::why, LinkedHashMap::new, Collectors.toList()));
    return reasons.entrySet().stream()
        .map(
            reason ->
                leftOut(reason.getValue()).entrySet().stream()
                        .map(part -> part.getKey().title() + " (" + part.getValue() + ")")
                        .collect(Collectors.joining(", "))
                    + ": "
                    + reason.getKey());
  }

  static String fine(Diagnosis.Fine fine) {
    return fine.leg().title() + ": " + fine.text();
  }

  static String client(Diagnosis.Client client) {
    Diagnosis.Mark mark = client.comesIn() ? Diagnosis.Mark.FINE : Diagnosis.Mark.ERROR;
    return sign(mark) + " " + client.name() + ": " + client.said();
  }

  /** The way there and back, each leg with its mark. */
  private void draw() {
    lines.add("  you");
    for (Leg.Place place : Leg.Place.values()) {
      String arrow =
          switch (place) {
            case THERE -> "   ├─▶ ";
            case SERVER -> "   │ ● ";
            case BACK -> "   ◀── ";
            case WAY -> "   ═══ ";
          };
      lines.add(
          arrow
              + String.format(Locale.ROOT, "%-11s", place.title())
              + Arrays.stream(Leg.values())
                  .filter(leg -> leg.place() == place)
                  .map(
                      leg ->
                          paint(diagnosis.mark(leg), sign(diagnosis.mark(leg)) + " " + leg.title()))
                  .collect(Collectors.joining("   ")));
    }
  }

  static String sign(Diagnosis.Mark mark) {
    return switch (mark) {
      case ERROR -> "❌";
      case WARNING -> "⚠️";
      case INFO -> "ℹ️";
      case FINE -> "✅";
      case UNCHECKED -> "➖";
    };
  }

  /** Returns one line that says how it is. */
  static String verdict(Diagnosis diagnosis) {
    long errors = count(diagnosis, Severity.ERROR);
    long warnings = count(diagnosis, Severity.WARNING);
    if (errors + warnings == 0) {
      return "No fault found.";
    }
    return Words.count(errors, "error") + ", " + Words.count(warnings, "warning") + ":";
  }

  private static long count(Diagnosis diagnosis, Severity severity) {
    return diagnosis.findings().stream()
        .filter(one -> one.finding().severity() == severity)
        .count();
  }

  private void add(Diagnosis.Located located) {
    Finding finding = located.finding();
    var detail = new ArrayList<String>();
    finding.appendTo(detail);
    lines.add("");
    lines.add(paint(Diagnosis.Mark.of(finding), detail.get(0)));
    lines.add("     Where: " + where(located.leg()));
    lines.addAll(detail.subList(1, detail.size()));
  }

  private static boolean isInfo(Diagnosis.Located located) {
    return located.finding().severity() == Severity.INFO;
  }

  /** Returns what a finding is, and what was seen of it. */
  private static String line(Diagnosis.Located located) {
    Finding finding = located.finding();
    return "%s %s: %s"
        .formatted(
            sign(Diagnosis.Mark.INFO),
            finding.id(),
            (finding.message() + " " + finding.evidence()).strip());
  }

  /** Returns the address of a fault. */
  static String where(Leg leg) {
    return leg.title()
        + switch (leg.place()) {
          case THERE -> ", on the way there";
          case SERVER -> ", at the server";
          case BACK -> ", on the way back";
          case WAY -> ", on the whole way";
        };
  }

  private void section(String heading, Stream<String> texts) {
    List<String> all = texts.toList();
    if (!all.isEmpty()) {
      lines.add("");
      if (!heading.isEmpty()) {
        lines.add(heading);
      }
      all.forEach(text -> lines.add("  " + text));
    }
  }

  static String cost(Diagnosis diagnosis) {
    return String.format(
        Locale.ROOT,
        "%s in %.1f s.",
        Words.count(diagnosis.requests(), "request"),
        diagnosis.took().toMillis() / 1e3);
  }
}
