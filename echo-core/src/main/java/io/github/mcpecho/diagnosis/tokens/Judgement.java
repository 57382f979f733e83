package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.diagnosis.report.FindingOrder;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The verdict on a credential.
 *
 * @param findings errors and what explains them first, in the order in which a server would stumble
 *     over them
 * @param refusal the first of them if a server refuses the credential, in fixed words: nothing of
 *     the request is in it
 */
public record Judgement(List<Finding> findings, Optional<Finding> refusal) {
  /**
   * @param fixes a fix for the issuer of the token, behind its name and a colon; it replaces the
   *     general one
   */
  static Judgement of(List<Finding> findings, Function<FindingKind, Optional<String>> fixes) {
    var told = new HashMap<String, String>();
    List<Finding> ordered = FindingOrder.of(findings);
    boolean isRefused = findings.stream().anyMatch(Judgement::isError);
    return new Judgement(
        ordered.stream()
            .map(
                finding ->
                    withFix(
                        finding, fixes.apply(finding.kind()).map(fix -> once(fix, finding, told))))
            .toList(),
        ordered.stream()
            .findFirst()
            .filter(first -> isRefused)
            .map(first -> withFix(inFixedWords(first), fixes.apply(first.kind()))));
  }

  private static boolean isError(Finding finding) {
    return finding.severity() == Severity.ERROR;
  }

  /** How a credential is sent, and what else it is, is told in words of tables alone. */
  private static Finding inFixedWords(Finding finding) {
    boolean isOfTables =
        finding.kind() instanceof CredentialFinding
            || finding.kind() == ClaimFinding.TOKEN_KIND_WRONG;
    return isOfTables ? finding : finding.kind().found(finding.evidence());
  }

  private static Finding withFix(Finding finding, Optional<String> fix) {
    return fix.map(text -> finding.kind().found(finding.message(), finding.evidence(), text))
        .orElse(finding);
  }

  /** Returns the fix, or a reference to the first finding that has the same one. */
  private static String once(String fix, Finding finding, Map<String, String> told) {
    String before = told.putIfAbsent(fix, finding.id());
    if (before == null) {
      return fix;
    }
    int colon = fix.indexOf(": ");
    return colon < 0
        ? "As for " + before + "."
        : fix.substring(0, colon) + ": as for " + before + ".";
  }

  /** Returns what a server refuses the credential for; empty if it would not. */
  public List<Finding> errors() {
    return findings.stream().filter(Judgement::isError).toList();
  }
}
