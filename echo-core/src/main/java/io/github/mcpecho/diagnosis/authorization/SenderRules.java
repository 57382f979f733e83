package io.github.mcpecho.diagnosis.authorization;

import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.diagnosis.tokens.SenderFinding;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may send a token (RFC 9449 §7, RFC 8705 §3): a bearer token everybody who is not bound. */
final class SenderRules {
  /** What a bearer token must not be; whatever else a DPoP header holds is not for it. */
  private static final Set<FindingKind> OF_A_BEARER =
      Set.of(
          SenderFinding.DPOP_SCHEME,
          SenderFinding.MTLS_CERTIFICATE_MISSING,
          SenderFinding.MTLS_CERTIFICATE_MISMATCH);

  /** What is wrong with the token, and not with the proof. */
  private static final Set<FindingKind> OF_THE_TOKEN =
      Set.of(
          SenderFinding.DPOP_SCHEME,
          SenderFinding.DPOP_TOKEN_NOT_BOUND,
          SenderFinding.DPOP_KEY_MISMATCH,
          SenderFinding.MTLS_CERTIFICATE_MISSING,
          SenderFinding.MTLS_CERTIFICATE_MISMATCH);

  private SenderRules() {}

  /** Returns the first rule that the sender breaks, of what there is to say about him. */
  static Optional<Denial> denial(PresentedToken presented, List<Finding> findings) {
    boolean proof = presented.hasScheme("dpop");
    return findings.stream()
        .map(Finding::kind)
        .filter(
            kind ->
                proof
                    ? kind != SenderFinding.DPOP_URL_BY_LESSER_SOURCE
                    : OF_A_BEARER.contains(kind))
        .findFirst()
        .map(kind -> Denial.of(error(kind), CredentialRules.scheme(presented), kind.found("")));
  }

  private static AccessError error(FindingKind kind) {
    return OF_THE_TOKEN.contains(kind) ? AccessError.INVALID_TOKEN : AccessError.INVALID_DPOP_PROOF;
  }
}
