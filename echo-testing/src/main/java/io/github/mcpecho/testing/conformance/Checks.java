package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.testing.RecordedCall;
import io.github.mcpecho.testing.conformance.Check.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The checks of a scenario, as its {@link Play} finds them: of each the worst that is seen. */
final class Checks {
  private final ScenarioFile file;
  private final ProtocolVersion revision;
  private final List<Check> unseen;
  private final Map<String, Check> seen = new LinkedHashMap<>();

  Checks(ScenarioFile file, ProtocolVersion revision) {
    this.file = file;
    this.revision = revision;
    this.unseen = file.checks(revision);
  }

  /**
   * Notes whether a check holds. It may be looked at more than once; if never, it is not shown.
   *
   * @param name one of the file
   * @param otherwise what the client did in place of it; no value of a request
   */
  void note(String name, boolean holds, String otherwise) {
    note(name, file.status(name, holds, revision), holds ? "" : otherwise);
  }

  void noteEach(
      List<RecordedCall> calls, String name, Predicate<RecordedCall> holds, String otherwise) {
    calls.forEach(call -> note(name, holds.test(call), otherwise));
  }

  /** Notes another status than the file gives. */
  void note(String name, Status status, String observed) {
    Check declared = declared(name);
    note(new Check(declared.id(), name, status, declared.rule(), declared.source(), observed));
  }

  /** Notes that a check fails which stands for several rules, and which of them is broken. */
  void broken(String name, String rule, String source, String observed) {
    Status status = file.status(name, false, revision);
    note(new Check(declared(name).id(), name, status, rule, source, observed));
  }

  private Check declared(String name) {
    return unseen.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private void note(Check check) {
    seen.merge(
        check.name(),
        check,
        (before, now) -> now.status().compareTo(before.status()) > 0 ? now : before);
  }

  ProtocolVersion revision() {
    return revision;
  }

  /** Returns all of them, in the order of the file. */
  List<Check> list() {
    return unseen.stream().map(one -> seen.getOrDefault(one.name(), one)).toList();
  }
}
