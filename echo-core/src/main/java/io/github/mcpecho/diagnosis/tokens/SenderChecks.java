package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.diagnosis.urls.ExternalUrls;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.report.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges whether a token that is bound to a key or certificate came from its owner (RFC 9449, RFC
 * 8705). Computes only, and trusts no key.
 */
public record SenderChecks(CallContext context, ExternalUrls urls, Instant now, SafeClaims safe) {
  /** The algorithms of proofs to tell clients of; what else can be verified is accepted too. */
  public static final List<String> PROOF_ALGORITHMS =
      List.of("ES256", "ES384", "ES512", "EdDSA", "PS256", "PS384", "PS512", "RS256");

  /** Returns what is wrong with the binding of the token in this request. */
  List<Finding> of(PresentedToken presented, DecodedToken token) {
    var findings = new ArrayList<Finding>();
    token
        .payload()
        .map(claims -> claims.path("cnf"))
        .filter(cnf -> !cnf.isMissingNode() && !cnf.isObject())
        .map(cnf -> SenderFinding.CONFIRMATION_MALFORMED.found("cnf: " + safe.text(cnf)))
        .ifPresent(findings::add);
    Optional<Confirmation> confirmation = token.payload().map(Confirmation::of);
    Optional<String> keyThumbprint = confirmation.flatMap(Confirmation::thumbprint);
    Optional<String> key = confirmation.flatMap(Confirmation::member).map(name -> "cnf." + name);
    List<String> proofs =
        RequestFacts.of(context).headers().stream()
            .filter(line -> line.name().equalsIgnoreCase("dpop"))
            .map(KnownHeader::value)
            .toList();
    if (key.isPresent() && presented.hasScheme("bearer")) {
      findings.add(SenderFinding.DPOP_SCHEME.found(key.get()));
    }
    boolean dpop = presented.hasScheme("dpop");
    boolean unbound = keyThumbprint.isEmpty() && token.payload().isPresent();
    if (unbound && !proofs.isEmpty()) {
      findings.add(
          (dpop ? SenderFinding.DPOP_SCHEME_UNBOUND : SenderFinding.DPOP_TOKEN_NOT_BOUND)
              .found(key.map(other -> other + ", and ").orElse("") + "no cnf.jkt"));
    }
    // A bearer token that is not bound needs no proof (RFC 9449 §7.2).
    if (dpop || key.isPresent()) {
      findings.addAll(proof(proofs, presented.token(), key.orElse("scheme DPoP"), keyThumbprint));
    }
    confirmation
        .flatMap(Confirmation::certificate)
        .ifPresent(expected -> certificate(findings, expected));
    return findings;
  }

  private List<Finding> proof(
      List<String> proofs, String token, String reason, Optional<String> thumbprint) {
    if (proofs.size() != 1) {
      return List.of(
          proofs.isEmpty()
              ? SenderFinding.DPOP_PROOF_MISSING.found(reason)
              : SenderFinding.DPOP_PROOF_DUPLICATED.found(proofs.size() + " header lines"));
    }
    String compact = proofs.get(0).strip();
    DecodedToken proof = DecodedToken.decode(compact);
    Optional<ObjectNode> header = proof.header();
    Optional<ObjectNode> payload = proof.payload();
    Optional<String> flaw =
        proof.findings().stream()
            .filter(finding -> finding.id().equals(TokenFinding.TOKEN_ENCODING.name()))
            .map(Finding::evidence)
            .findFirst();
    return header.isPresent() && payload.isPresent() && flaw.isEmpty()
        ? new DpopProof(compact, header.get(), payload.get(), safe)
            .judge(context.method(), urls, now, token, thumbprint)
        : List.of(SenderFinding.DPOP_PROOF_UNREADABLE.found(flaw.orElse("")));
  }

  private void certificate(List<Finding> findings, String expected) {
    Optional<String> actual = ClientCertificate.thumbprint(context);
    if (actual.isEmpty()) {
      findings.add(SenderFinding.MTLS_CERTIFICATE_MISSING.found("cnf.x5t#S256"));
    } else if (!actual.get().equals(expected)) {
      findings.add(
          SenderFinding.MTLS_CERTIFICATE_MISMATCH.found(
              "bound to " + safe.text(expected) + ", arrived " + actual.get()));
    }
  }
}
