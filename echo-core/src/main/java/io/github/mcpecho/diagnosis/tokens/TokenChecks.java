package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a decoded token, without verifying it. What does not depend on anybody's expectations is
 * judged once. Thread-safe.
 */
public final class TokenChecks {
  private final String raw;
  private final DecodedToken token;
  private final SafeClaims safe;
  private final List<Finding> ofHeader;
  private final List<Finding> ofClaims;

  /**
   * @param now by this server's clock
   */
  TokenChecks(String raw, DecodedToken token, Instant now, SafeClaims safe) {
    this.raw = raw;
    this.token = token;
    this.safe = safe;
    this.ofHeader =
        token
            .header()
            .map(header -> new HeaderChecks(header, token.payload(), safe).findings())
            .orElse(List.of());
    boolean accessToken = token.header().filter(HeaderChecks::isAccessToken).isPresent();
    this.ofClaims =
        token.payload().map(payload -> claims(payload, accessToken, now)).orElse(List.of());
  }

  private List<Finding> claims(ObjectNode payload, boolean accessToken, Instant now) {
    var findings = new ArrayList<>(new TimeChecks(payload, accessToken, now, safe).findings());
    findings.addAll(new ClaimChecks(payload, safe).findings());
    return findings;
  }

  /**
   * Returns everything there is to say, about the build of the token too.
   *
   * @param metadata the URL of the resource metadata, for the challenges in the advice
   */
  public List<Finding> findings(Expectations expected, String metadata) {
    List<Finding> findings = ofRules(expected, metadata);
    boolean sound = findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
    if (sound && token.payload().isPresent() && Jose.refuses(raw)) {
      findings.add(JoseHeaderFinding.TOKEN_REFUSED_BY_LIBRARY.found(""));
    }
    return findings;
  }

  /** Returns the same without what only a library has against a token that breaks no rule. */
  List<Finding> ofRules(Expectations expected, String metadata) {
    var findings = new ArrayList<>(token.findings());
    findings.addAll(ofHeader);
    token
        .payload()
        .ifPresent(
            payload ->
                findings.addAll(
                    new ExpectationChecks(payload, expected, metadata, safe).findings()));
    findings.addAll(ofClaims);
    return findings;
  }
}
