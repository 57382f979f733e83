package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.http.CallContext;
import java.util.List;
import java.util.Optional;

/**
 * The credential of one request. It is read once, on first use, and kept with the request. {@link
 * TokenJudge} judges it. Thread-safe.
 */
public record TokenFacts(CallContext request) {
  public static TokenFacts of(CallContext request) {
    return new TokenFacts(request);
  }

  /** Returns the credential of the Authorization header if there is such a header. */
  public Optional<PresentedToken> presented() {
    return request.derived(
        PresentedToken.class, fresh -> PresentedToken.inHeaders(fresh.headers()));
  }

  /** Returns whether the Authorization header holds a credential, whatever it is worth. */
  public boolean holdsToken() {
    return presented().filter(credential -> !credential.token().isEmpty()).isPresent();
  }

  /** Returns a token that came with this request, taken apart. */
  public DecodedToken decoded(PresentedToken presented) {
    return request.derived(
        List.of(DecodedToken.class, presented), fresh -> DecodedToken.decode(presented.token()));
  }

  /** Returns what becomes of the signature of a token that came with this request. */
  Verification verification(PresentedToken presented, TrustedKeys keys) {
    return request.derived(
        List.of(Verification.class, presented, keys),
        fresh -> keys.verify(DecodedToken.issuerSigned(presented.token())));
  }
}
