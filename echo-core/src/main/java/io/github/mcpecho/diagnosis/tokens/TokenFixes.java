package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where each finding about one token is mended: by whoever sent it, in a trifle, or at its issuer.
 *
 * @param ofProxy what to configure in a proxy that sends its ID tokens
 */
record TokenFixes(
    List<Finding> findings,
    Optional<Issuer> issuer,
    TokenParts parts,
    Supplier<Optional<String>> ofProxy) {

  /** Returns the fix that replaces the general one. */
  Optional<String> of(FindingKind kind) {
    ClaimFinding id = ClaimFinding.TOKEN_IS_ID_TOKEN;
    if ((kind == id || id.explains(kind)) && found(id).isPresent()) {
      // It is for its client: to let the issuer set another audience is no help.
      return ofProxy.get().or(() -> ofIssuer(id)).or(() -> Optional.of(id.fix()));
    }
    Optional<Finding> finding = found(kind);
    if (kind == ClaimFinding.TOKEN_KIND_WRONG
        && parts
            .decoded()
            .payload()
            .flatMap(TokenKind::other)
            .filter(TokenKind.Told::isId)
            .isPresent()) {
      return ofProxy.get().or(() -> ofIssuer(kind));
    }
    Optional<String> trifle = finding.filter(AudienceChecks::hasOwnFix).map(Finding::fix);
    return trifle.isPresent()
        ? issuer
            .flatMap(known -> known.fixOfItsOwn(kind, parts))
            .or(() -> ofIssuer(kind).flatMap(text -> AudienceChecks.passedOn(trifle.get(), text)))
            .or(() -> trifle)
        : ofIssuer(kind);
  }

  private Optional<String> ofIssuer(FindingKind kind) {
    return issuer.flatMap(known -> known.fix(kind, parts));
  }

  private Optional<Finding> found(FindingKind kind) {
    for (Finding finding : findings) {
      if (finding.kind() == kind) {
        return Optional.of(finding);
      }
    }
    return Optional.empty();
  }
}
