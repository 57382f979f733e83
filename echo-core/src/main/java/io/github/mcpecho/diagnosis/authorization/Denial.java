package io.github.mcpecho.diagnosis.authorization;

import io.github.mcpecho.report.Finding;

/**
 * Why a request is refused. The texts but the evidence are fixed: they hold nothing of the request.
 *
 * @param scheme of the challenge: the one that the client used, else Bearer
 * @param description one sentence without the period
 * @param reason the description and what to do about it
 * @param evidence redacted, for the log; may be empty
 */
record Denial(
    AccessError error, String scheme, String description, String reason, String evidence) {
  static final String BEARER = "Bearer";
  static final String DPOP = "DPoP";

  /** Returns a denial in the general words of a finding. */
  static Denial of(AccessError error, String scheme, Finding finding) {
    String message = finding.message();
    String sentence = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    return new Denial(error, scheme, sentence, reason(finding), finding.evidence());
  }

  /** Returns what a finding says, without its evidence. */
  static String reason(Finding finding) {
    return finding.id() + ": " + finding.message() + " " + finding.fix();
  }
}
