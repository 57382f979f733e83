package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a decoded token, without verifying it. Thread-safe.
 *
 * @param now by this server's clock
 * @param metadata the URL of the resource metadata, for the challenges in the advice
 */
public record TokenChecks(Instant now, String metadata, SafeClaims safe) {

  /** Returns everything there is to say, about the build of the token too. */
  public List<Finding> of(String raw, DecodedToken token, Expectations expected) {
    var findings = new ArrayList<>(token.findings());
    token
        .header()
        .ifPresent(
            header -> findings.addAll(new HeaderChecks(header, token.payload(), safe).findings()));
    boolean accessToken = token.header().filter(HeaderChecks::isAccessToken).isPresent();
    token.payload().ifPresent(payload -> findings.addAll(claims(payload, accessToken, expected)));
    boolean sound = findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
    if (sound && token.payload().isPresent() && Jose.refuses(raw)) {
      findings.add(JoseHeaderFinding.TOKEN_REFUSED_BY_LIBRARY.found(""));
    }
    return findings;
  }

  private List<Finding> claims(ObjectNode payload, boolean accessToken, Expectations expected) {
    var findings = new ArrayList<Finding>();
    findings.addAll(new ExpectationChecks(payload, expected, metadata, safe).findings());
    findings.addAll(new TimeChecks(payload, accessToken, now, safe).findings());
    findings.addAll(new ClaimChecks(payload, safe).findings());
    return findings;
  }
}
