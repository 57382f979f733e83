package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.diagnosis.report.TableFindingKind;
import io.github.mcpecho.report.FindingKind;

/** What can be said about the build of a token: its parts and their encoding. */
public enum TokenFinding implements TableFindingKind {
  TOKEN_TOO_LONG,
  TOKEN_OPAQUE,
  TOKEN_OTHER_SERVICE,
  TOKEN_NOT_A_JWT,
  TOKEN_PASETO,
  TOKEN_ENCRYPTED,
  TOKEN_SELECTIVE_DISCLOSURE,
  TOKEN_NOT_SIGNED,
  TOKEN_PAYLOAD_DETACHED,
  TOKEN_PART_UNREADABLE,
  TOKEN_ENCODING,
  TOKEN_SIGNATURE_LENGTH,
  TOKEN_SIGNATURE_REPLACED,
  TOKEN_NOT_VERIFIABLE,
  TOKEN_SIGNATURE_INVALID,
  TOKEN_KEY_NOT_TRUSTED,
  TOKEN_SIGNATURE_UNSUPPORTED,
  TOKEN_BYTE_ORDER_MARK;

  /** Of what is no JWT, and says what it is, nobody expects a signature. */
  @Override
  public boolean explains(FindingKind other) {
    return (this == TOKEN_PASETO || this == TOKEN_OTHER_SERVICE) && other == TOKEN_NOT_VERIFIABLE;
  }
}
