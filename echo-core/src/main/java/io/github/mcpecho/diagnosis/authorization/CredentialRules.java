package io.github.mcpecho.diagnosis.authorization;

import io.github.mcpecho.diagnosis.tokens.CredentialFinding;
import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.report.Finding;
import java.util.List;
import java.util.Optional;

/**
 * Refuses a request that does not bring exactly one credential in the way that RFC 6750 §2 allows.
 */
final class CredentialRules {
  private static final String NOTHING =
      "No credentials arrived. Send Authorization: Bearer with a token of an authorization server"
          + " that the resource metadata lists.";

  private CredentialRules() {}

  /** Returns why the request is refused; nothing if the Authorization header holds one token. */
  static Optional<Denial> denial(CallContext request, Optional<PresentedToken> presented) {
    if (presented
        .filter(token -> token.has(CredentialFinding.AUTH_HEADER_DUPLICATED))
        .isPresent()) {
      return denied(CredentialFinding.AUTH_HEADER_DUPLICATED);
    }
    if (presented.filter(PresentedToken::hasBearerScheme).isEmpty()) {
      return Optional.of(noCredentials(request, presented));
    }
    return PresentedToken.isSentInQuery(request.target())
        ? denied(CredentialFinding.AUTH_TOKEN_IN_QUERY)
        : Optional.empty();
  }

  static String scheme(PresentedToken token) {
    return token.hasScheme("dpop") ? Denial.DPOP : Denial.BEARER;
  }

  /** Tells a client that used another scheme, or the query, only what to use instead. */
  private static Denial noCredentials(CallContext request, Optional<PresentedToken> presented) {
    Optional<Finding> finding =
        PresentedToken.inTarget(request.target()).stream()
            .findFirst()
            .or(() -> presented.flatMap(token -> last(token.findings())));
    String reason = finding.map(Denial::reason).orElse(NOTHING);
    String evidence = finding.map(Finding::evidence).orElse("");
    return new Denial(AccessError.NONE, Denial.BEARER, "", reason, evidence);
  }

  private static Optional<Denial> denied(CredentialFinding kind) {
    return Optional.of(Denial.of(AccessError.INVALID_REQUEST, Denial.BEARER, kind.found("")));
  }

  private static Optional<Finding> last(List<Finding> findings) {
    return findings.isEmpty() ? Optional.empty() : Optional.of(findings.get(findings.size() - 1));
  }
}
