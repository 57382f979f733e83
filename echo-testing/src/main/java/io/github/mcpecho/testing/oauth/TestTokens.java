package io.github.mcpecho.testing.oauth;

import com.nimbusds.jose.JOSEException;
import java.net.URI;
import java.time.Clock;

/**
 * Access tokens and DPoP proofs to try. Their keys are made when they are first needed and thrown
 * away with the process: they are for tests, and for nothing else.
 *
 * <pre>{@code
 * String token = TestTokens.jwt().acceptedBy(server).scopes("mcp:read").compact();
 * String stale = TestTokens.jwt().acceptedBy(server).expired(Duration.ofMinutes(1)).compact();
 * String proof = TestTokens.proof(server.uri()).accessToken(token).compact();
 * }</pre>
 */
public final class TestTokens {
  private TestTokens() {}

  /** Returns a valid token to begin with. */
  public static TestToken jwt() {
    return jwt(Clock.systemUTC());
  }

  /** Returns a valid token at the time of this clock. */
  public static TestToken jwt(Clock clock) {
    return TestToken.at(clock);
  }

  /** Returns a proof for a POST to this URI, which has no query. */
  public static TestProof proof(URI uri) {
    return proof(uri, Clock.systemUTC());
  }

  /** Returns a proof at the time of this clock. */
  public static TestProof proof(URI uri, Clock clock) {
    return TestProof.of(uri, clock);
  }

  /** Returns the thumbprint of the key of the proofs: the {@code jkt} of a token bound to it. */
  public static String proofThumbprint() {
    try {
      return TestKeys.PROOF.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }

  /**
   * Returns the public keys of the tokens as a JWK set: what {@code MCP_ECHO_JWKS_FILE} may hold,
   * and what the stub of the authorization server serves.
   */
  public static String jwks() {
    return TestKeys.issuer().toString();
  }
}
