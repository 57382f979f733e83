package io.github.mcpecho.diagnosis.authorization;

import io.github.mcpecho.diagnosis.tokens.ClaimFinding;
import io.github.mcpecho.diagnosis.tokens.SenderFinding;
import io.github.mcpecho.report.FindingKind;
import java.util.Set;

/** The error codes of a challenge, with the status that goes with them (RFC 6750 §3.1). */
enum AccessError {
  /** No code: a client that sent no token did not know that one is needed. */
  NONE(401),
  INVALID_REQUEST(400),
  INVALID_TOKEN(401),
  /** RFC 9449 §7.1. */
  INVALID_DPOP_PROOF(401),
  INSUFFICIENT_SCOPE(403);

  /** Faults of a bound token itself, not of its proof. */
  private static final Set<FindingKind> OF_THE_TOKEN =
      Set.of(
          SenderFinding.CONFIRMATION_MALFORMED,
          SenderFinding.DPOP_SCHEME,
          SenderFinding.DPOP_SCHEME_UNBOUND,
          SenderFinding.DPOP_KEY_MISMATCH,
          SenderFinding.MTLS_CERTIFICATE_MISSING,
          SenderFinding.MTLS_CERTIFICATE_MISMATCH);

  private final int status;

  AccessError(int status) {
    this.status = status;
  }

  static AccessError of(FindingKind kind) {
    if (kind == ClaimFinding.AUTH_SCOPE_MISSING || kind == ClaimFinding.TOKEN_SCOPE_FORM) {
      return INSUFFICIENT_SCOPE;
    }
    return kind instanceof SenderFinding && !OF_THE_TOKEN.contains(kind)
        ? INVALID_DPOP_PROOF
        : INVALID_TOKEN;
  }

  int status() {
    return status;
  }
}
