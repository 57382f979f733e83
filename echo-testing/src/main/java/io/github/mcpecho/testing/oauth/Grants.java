package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.testing.oauth.Grants.Code;
import java.time.Instant;

/** The codes and refresh tokens that are in use; each works once. Thread-safe. */
record Grants(Bounded<Code> codes, Bounded<Grant> refreshTokens) {
  Grants() {
    this(new Bounded<>(), new Bounded<>());
  }

  /**
   * @param challenge of PKCE, with S256
   */
  record Code(Grant grant, String redirectUri, String challenge, Instant expiry) {}
}
