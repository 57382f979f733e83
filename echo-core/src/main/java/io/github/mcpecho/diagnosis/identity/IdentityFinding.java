package io.github.mcpecho.diagnosis.identity;

import io.github.mcpecho.diagnosis.report.FindingTable;
import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;

/** What can be said about the sources of an identity. */
public enum IdentityFinding implements FindingKind {
  IDENTITY_DISAGREES,
  IDENTITY_HEADER_DUPLICATED,
  IDENTITY_UNDERSCORE,
  IDENTITY_UNSIGNED,
  IDENTITY_SIGNED_ALTERNATIVE,
  IDENTITY_OF_GATEWAY,
  IDENTITY_WITHOUT_TOKEN,
  AUTH_ARRIVED_ELSEWHERE;

  @Override
  public FindingEntry entry() {
    return FindingTable.entry(this);
  }
}
