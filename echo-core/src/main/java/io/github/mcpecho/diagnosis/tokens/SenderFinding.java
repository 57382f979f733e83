package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.diagnosis.report.TableFindingKind;

/** What can be wrong with the proof that the sender of a token owns its key. */
public enum SenderFinding implements TableFindingKind {
  CONFIRMATION_MALFORMED,
  DPOP_PROOF_MISSING,
  DPOP_PROOF_DUPLICATED,
  DPOP_PROOF_UNREADABLE,
  DPOP_SCHEME,
  DPOP_TOKEN_NOT_BOUND,
  DPOP_SCHEME_UNBOUND,
  DPOP_TYPE,
  DPOP_ALGORITHM,
  DPOP_KEY,
  DPOP_KEY_PRIVATE,
  DPOP_SIGNATURE_INVALID,
  DPOP_SIGNATURE_UNSUPPORTED,
  DPOP_KEY_MISMATCH,
  DPOP_METHOD,
  DPOP_URL_MISMATCH,
  DPOP_URL_BY_LESSER_SOURCE,
  DPOP_TIME,
  DPOP_ID_MISSING,
  DPOP_TOKEN_HASH,
  MTLS_CERTIFICATE_MISSING,
  MTLS_CERTIFICATE_MISMATCH
}
