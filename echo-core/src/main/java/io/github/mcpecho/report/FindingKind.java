package io.github.mcpecho.report;

/**
 * One entry of the finding catalogue. Implemented by enums, one for each subject, so the constant's
 * name is the finding's id.
 */
public interface FindingKind {
  /** Returns the id, stable across releases. */
  String name();

  /** Returns what the catalogue says about it. */
  FindingEntry entry();

  default Severity severity() {
    return entry().severity();
  }

  default String meaning() {
    return entry().meaning();
  }

  default String rule() {
    return entry().rule();
  }

  default String fix() {
    return entry().fix();
  }

  /** Returns this finding in its general words; the evidence has been redacted. */
  default Finding found(String evidence) {
    return found(meaning(), evidence);
  }

  /** Returns this finding for one request; the evidence has been redacted. */
  default Finding found(String message, String evidence) {
    return found(message, evidence, fix());
  }

  /** Returns this finding with a fix that fits the request. */
  default Finding found(String message, String evidence, String fix) {
    return new Finding(this, message, evidence, fix);
  }
}
