package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.report.FindingTable;
import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;

/** What can be wrong between what proxies say and what the container believes. */
public enum ConnectionFinding implements FindingKind {
  CONTAINER_FORWARDED_APPLIED,
  CONTAINER_FORWARDED_REMOVED,
  CONTAINER_FORWARDED_IGNORED,
  CLIENT_ADDRESS_UNPROVEN,
  CLIENT_ADDRESS_DISAGREES;

  @Override
  public FindingEntry entry() {
    return FindingTable.entry(this);
  }
}
