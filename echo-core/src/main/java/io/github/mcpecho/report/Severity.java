package io.github.mcpecho.report;

/** How much a {@link Finding} matters, the worst first. */
public enum Severity {
  /** Something is broken or refused by the rule. */
  ERROR("❌"),
  /** Something works, but not everywhere or not safely. */
  WARNING("⚠️"),
  /** Something worth knowing. */
  INFO("ℹ️");

  private final String sign;

  Severity(String sign) {
    this.sign = sign;
  }

  String sign() {
    return sign;
  }
}
