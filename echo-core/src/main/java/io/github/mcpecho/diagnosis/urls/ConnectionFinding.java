package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.report.TableFindingKind;

/** What can be wrong between what proxies say and what the container believes. */
public enum ConnectionFinding implements TableFindingKind {
  CONTAINER_FORWARDED_APPLIED,
  CONTAINER_FORWARDED_REMOVED,
  CONTAINER_FORWARDED_IGNORED,
  CLIENT_ADDRESS_UNPROVEN,
  CLIENT_ADDRESS_DISAGREES,
  CLIENT_ADDRESS_INVALID
}
