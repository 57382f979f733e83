package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.diagnosis.urls.ExternalUrls;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.report.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is read from the credential of one request and judged of it, when somebody asks, and once:
 * the request remembers it. Challenge mode and the tools behind it so speak of the same.
 * Thread-safe.
 */
public final class TokenFacts {
  private final CallContext request;

  private TokenFacts(CallContext request) {
    this.request = request;
  }

  /** Returns the facts of this request. */
  public static TokenFacts of(CallContext request) {
    return new TokenFacts(request);
  }

  /** Returns the credential of the Authorization header if there is such a header. */
  public Optional<PresentedToken> presented() {
    return request.derived(
        PresentedToken.class, fresh -> PresentedToken.inHeaders(fresh.headers()));
  }

  /** Returns a token that came with this request, taken apart. */
  public DecodedToken decoded(PresentedToken presented) {
    return request.derived(
        List.of(DecodedToken.class, presented), fresh -> DecodedToken.decode(presented.token()));
  }

  /** Returns what becomes of the signature of a token that came with this request. */
  public Verification verification(PresentedToken presented, TrustedKeys keys) {
    return request.derived(
        List.of(Verification.class, presented, keys),
        fresh -> keys.verify(DecodedToken.issuerSigned(presented.token())));
  }

  /** Returns the judgement on a token that came with this request, as of the first who asked. */
  public TokenChecks checks(PresentedToken presented, Instant now, SafeClaims safe) {
    return request.derived(
        List.of(TokenChecks.class, presented, safe),
        fresh -> new TokenChecks(presented.token(), decoded(presented), now, safe));
  }

  /**
   * Returns what is wrong with the binding of a token in this request, as of the first who asked.
   */
  public List<Finding> ofSender(
      PresentedToken presented, ExternalUrls urls, Instant now, SafeClaims safe) {
    return request.derived(
        List.of(SenderChecks.class, presented, urls, safe),
        fresh -> new SenderChecks(fresh, urls, now, safe).of(presented, decoded(presented)));
  }
}
