package io.github.mcpecho.diagnosis.identity;

import io.github.mcpecho.diagnosis.report.TableFindingKind;
import io.github.mcpecho.report.FindingKind;

/** What can be said about the sources of an identity. */
public enum IdentityFinding implements TableFindingKind {
  IDENTITY_DISAGREES,
  IDENTITY_HEADER_DUPLICATED,
  IDENTITY_UNDERSCORE,
  IDENTITY_UNSIGNED,
  IDENTITY_SIGNED_ALTERNATIVE,
  IDENTITY_OF_GATEWAY,
  IDENTITY_WITHOUT_TOKEN;

  /** Of two copies of a header one may name another user. */
  @Override
  public boolean explains(FindingKind other) {
    return this == IDENTITY_HEADER_DUPLICATED && other == IDENTITY_DISAGREES;
  }
}
