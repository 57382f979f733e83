package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.diagnosis.report.TableFindingKind;

/** What can be wrong with the way a credential is sent. */
public enum CredentialFinding implements TableFindingKind {
  AUTH_SCHEME_CASE,
  AUTH_SCHEME_MISSING,
  AUTH_SCHEME_REPEATED,
  AUTH_SCHEME_NOT_BEARER,
  AUTH_SCHEME_UNUSED,
  AUTH_BASIC_MALFORMED,
  AUTH_SEPARATOR,
  AUTH_SEPARATOR_INVALID,
  AUTH_QUOTED,
  AUTH_HEADER_NAME,
  AUTH_PERCENT_ENCODED,
  AUTH_PLACEHOLDER,
  AUTH_TOKEN_EMPTY,
  AUTH_HEADER_DUPLICATED,
  AUTH_WHITE_SPACE,
  AUTH_CHARACTERS,
  AUTH_CHARACTERS_OF_ISSUER,
  AUTH_TOKEN_RESPONSE,
  AUTH_TOKEN_ENCODED,
  AUTH_TOKEN_IN_QUERY
}
