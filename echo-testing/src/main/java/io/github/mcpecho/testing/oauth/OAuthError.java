package io.github.mcpecho.testing.oauth;

import java.util.Locale;

/** Error codes of RFC 6749, 6750, 7591, 8707 and 9449, and the status that they come with. */
enum OAuthError {
  INVALID_REQUEST(400),
  INVALID_CLIENT(401),
  INVALID_GRANT(400),
  UNAUTHORIZED_CLIENT(400),
  UNSUPPORTED_GRANT_TYPE(400),
  UNSUPPORTED_RESPONSE_TYPE(400),
  INVALID_SCOPE(400),
  INVALID_TARGET(400),
  ACCESS_DENIED(400),
  INVALID_REDIRECT_URI(400),
  INVALID_CLIENT_METADATA(400),
  INVALID_TOKEN(401),
  INSUFFICIENT_SCOPE(403),
  INVALID_DPOP_PROOF(400),
  USE_DPOP_NONCE(400);

  private final int status;

  OAuthError(int status) {
    this.status = status;
  }

  /** Returns the status at the endpoints of the authorization server, or else at the resource. */
  int status() {
    return status;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  OAuthException because(String description) {
    return new OAuthException(this, description);
  }
}
