package io.github.mcpecho.diagnosis.authorization;

import io.github.mcpecho.report.Finding;

/**
 * Why a request is refused. The texts are fixed: they hold nothing of the request.
 *
 * @param scheme of the challenge: the one that the client used, else Bearer
 * @param description one sentence without the period
 * @param reason the description and what to do about it
 */
record Denial(AccessError error, String scheme, String description, String reason) {
  static final String BEARER = "Bearer";
  static final String DPOP = "DPoP";

  /** Returns a denial in the general words of a finding, without evidence. */
  static Denial of(AccessError error, String scheme, Finding finding) {
    String message = finding.message();
    String sentence = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    return new Denial(error, scheme, sentence, finding.id() + ": " + message + " " + finding.fix());
  }
}
