package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What there is to say of a credential.
 *
 * @param findings in the order in which a server would stumble over them
 * @param refusal the first of them for which a server refuses the credential, in fixed words:
 *     nothing of the request is in it
 */
public record Judgement(List<Finding> findings, Optional<Finding> refusal) {
  /**
   * @param fixes what mends a finding better than its kind knows
   */
  static Judgement of(List<Finding> findings, Function<FindingKind, Optional<String>> fixes) {
    UnaryOperator<Finding> mended =
        finding ->
            fixes
                .apply(finding.kind())
                .map(fix -> finding.kind().found(finding.message(), finding.evidence(), fix))
                .orElse(finding);
    return new Judgement(
        findings.stream().map(mended).toList(),
        findings.stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .findFirst()
            .map(finding -> mended.apply(finding.kind().found(""))));
  }

  /** Returns what a server refuses the credential for; empty if it would not. */
  public List<Finding> errors() {
    return findings.stream().filter(f -> f.severity() == Severity.ERROR).toList();
  }
}
