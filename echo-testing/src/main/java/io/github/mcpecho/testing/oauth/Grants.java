package io.github.mcpecho.testing.oauth;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The codes and refresh tokens that are in use; each works once. Thread-safe. */
final class Grants {
  /**
   * @param challenge of PKCE, with S256
   */
  record Code(Grant grant, String redirectUri, String challenge, Instant expiry) {}

  private final Bounded<Code> codes = new Bounded<>();
  private final Bounded<Grant> refreshTokens = new Bounded<>();

  String newCode(Code code) {
    String text = "code-" + UUID.randomUUID();
    codes.add(text, code);
    return text;
  }

  Optional<Code> takeCode(String text) {
    return codes.take(text);
  }

  String newRefreshToken(Grant grant) {
    String text = "refresh-" + UUID.randomUUID();
    refreshTokens.add(text, grant);
    return text;
  }

  Optional<Grant> refreshToken(String text) {
    return refreshTokens.get(text);
  }

  Optional<Grant> takeRefreshToken(String text) {
    return refreshTokens.take(text);
  }
}
