package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.diagnosis.report.TableFindingKind;

/** What can be wrong with the JOSE header of a token. */
public enum JoseHeaderFinding implements TableFindingKind {
  TOKEN_ALG_NONE,
  TOKEN_ALG_MISSING,
  TOKEN_ALG_UNKNOWN,
  TOKEN_ALG_SYMMETRIC,
  TOKEN_TYPE_WRONG,
  TOKEN_KEY_ID_MISSING,
  TOKEN_KEY_ID_SUSPICIOUS,
  TOKEN_KEY_EMBEDDED,
  TOKEN_KEY_URL,
  TOKEN_KEY_PRIVATE,
  TOKEN_CRITICAL_UNKNOWN,
  TOKEN_REFUSED_BY_LIBRARY
}
