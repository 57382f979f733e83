package io.github.mcpecho.diagnosis.authorization;

/** The error codes of a challenge, with the status that goes with them (RFC 6750 §3.1). */
enum AccessError {
  /** Whoever did not know that a token is needed has made no error. */
  NONE(401),
  INVALID_REQUEST(400),
  INVALID_TOKEN(401),
  /** RFC 9449 §7.1. */
  INVALID_DPOP_PROOF(401),
  INSUFFICIENT_SCOPE(403);

  private final int status;

  AccessError(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }
}
