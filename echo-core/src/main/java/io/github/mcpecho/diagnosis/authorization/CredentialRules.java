package io.github.mcpecho.diagnosis.authorization;

import io.github.mcpecho.diagnosis.request.HeaderFinding;
import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.StrayCredentials;
import io.github.mcpecho.diagnosis.tokens.CredentialFinding;
import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.report.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
            .or(() -> presented.flatMap(token -> cause(token.findings())))
            .or(() -> elsewhere(request));
    String reason = finding.map(Denial::reason).orElse(NOTHING);
    String evidence = finding.map(Finding::evidence).orElse("");
    return new Denial(AccessError.NONE, Denial.BEARER, "", reason, evidence);
  }

  /** The name of a header of which only the beginning is known could be anything. */
  private static Optional<Finding> elsewhere(CallContext request) {
    HeaderFinding kind = HeaderFinding.AUTH_ARRIVED_ELSEWHERE;
    return Stream.of(StrayCredentials.in(request), StrayCredentials.accessTokens(request))
        .flatMap(List::stream)
        .findFirst()
        .or(() -> StrayCredentials.inCookies(request))
        .map(KnownHeader::kind)
        .map(
            header ->
                header.isPrefix()
                    ? kind.found("")
                    : kind.found(
                        "A credential arrived as "
                            + header.name()
                            + ", and none as Authorization, where servers look.",
                        ""));
  }

  private static Optional<Denial> denied(CredentialFinding kind) {
    return Optional.of(Denial.of(AccessError.INVALID_REQUEST, Denial.BEARER, kind.found("")));
  }

  /** Returns what the tools tell first. */
  private static Optional<Finding> cause(List<Finding> findings) {
    return findings.stream().min(Comparator.comparing(Finding::severity));
  }
}
