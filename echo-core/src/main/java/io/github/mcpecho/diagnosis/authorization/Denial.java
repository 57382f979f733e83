package io.github.mcpecho.diagnosis.authorization;

import io.github.mcpecho.report.Finding;

/**
 * Why a request gets no further. Its words are fixed: nothing of the request is in them.
 *
 * @param scheme of the challenge: that of the credentials, else Bearer
 * @param description one sentence without the period
 * @param reason the same with what to do about it
 */
record Denial(AccessError error, String scheme, String description, String reason) {
  static final String BEARER = "Bearer";
  static final String DPOP = "DPoP";

  /** Says it in the words of a finding, which has no evidence. */
  static Denial of(AccessError error, String scheme, Finding finding) {
    String message = finding.message();
    String sentence = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    return new Denial(error, scheme, sentence, finding.id() + ": " + message + " " + finding.fix());
  }
}
