package io.github.mcpecho.diagnosis.authorization;

import io.github.mcpecho.diagnosis.tokens.CredentialFinding;
import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How credentials have to be sent (RFC 6750 §2, RFC 9449 §7.1), before anybody looks into the
 * token.
 */
final class CredentialRules {
  /** Scheme, blanks, one token (RFC 9110 §11.4). */
  private static final Pattern CREDENTIALS = Pattern.compile("[A-Za-z]++ ++[A-Za-z0-9._~+/-]++=*+");

  private static final String NOTHING =
      "No credentials arrived. Send Authorization: Bearer with a token of an authorization server"
          + " that the resource metadata lists.";

  private final CallContext request;
  private final Optional<PresentedToken> presented;

  CredentialRules(CallContext request, Optional<PresentedToken> presented) {
    this.request = request;
    this.presented = presented;
  }

  /** Returns what is wrong; if nothing is, there is one token in the Authorization header. */
  Optional<Denial> denial() {
    if (has(CredentialFinding.AUTH_HEADER_DUPLICATED)) {
      return denied(AccessError.INVALID_REQUEST, CredentialFinding.AUTH_HEADER_DUPLICATED);
    }
    Optional<PresentedToken> bearer =
        presented.filter(token -> token.scheme().isPresent() && token.isBearer());
    if (bearer.isEmpty()) {
      return Optional.of(noCredentials());
    }
    if (PresentedToken.isSentInQuery(request.target())) {
      return denied(AccessError.INVALID_REQUEST, CredentialFinding.AUTH_TOKEN_IN_QUERY);
    }
    return malformation(bearer.get())
        .map(flaw -> Denial.of(AccessError.INVALID_TOKEN, scheme(bearer.get()), flaw));
  }

  /** Returns the scheme as a challenge spells it. */
  static String scheme(PresentedToken token) {
    return token.hasScheme("dpop") ? Denial.DPOP : Denial.BEARER;
  }

  /** A client that uses another scheme, or the query, is told nothing but what to use. */
  private Denial noCredentials() {
    String reason =
        PresentedToken.inTarget(request.target()).stream()
            .findFirst()
            .or(() -> presented.flatMap(token -> last(token.findings())))
            .map(finding -> finding.id() + ": " + finding.message() + " " + finding.fix())
            .orElse(NOTHING);
    return new Denial(AccessError.NONE, Denial.BEARER, "", reason);
  }

  private Optional<Finding> malformation(PresentedToken token) {
    boolean wellFormed =
        request.headers().first("Authorization").filter(CREDENTIALS.asMatchPredicate()).isPresent();
    List<Finding> flaws =
        token.findings().stream()
            .filter(flaw -> flaw.kind() != CredentialFinding.AUTH_SCHEME_CASE)
            .filter(flaw -> !wellFormed || flaw.severity() == Severity.ERROR)
            .toList();
    return wellFormed || !flaws.isEmpty()
        ? flaws.stream().findFirst()
        : Optional.of(CredentialFinding.AUTH_CHARACTERS.found(""));
  }

  private boolean has(FindingKind kind) {
    return presented
        .map(token -> token.findings().stream().anyMatch(f -> f.kind() == kind))
        .orElse(false);
  }

  private static Optional<Denial> denied(AccessError error, FindingKind kind) {
    return Optional.of(Denial.of(error, Denial.BEARER, kind.found("")));
  }

  private static Optional<Finding> last(List<Finding> findings) {
    return findings.isEmpty() ? Optional.empty() : Optional.of(findings.get(findings.size() - 1));
  }
}
