package io.github.mcpecho.diagnosis.system;

import io.github.mcpecho.diagnosis.report.TableFindingKind;

/** What can be wrong with the process, the machine under it and what it depends on. */
public enum SystemFinding implements TableFindingKind {
  CPU_BUSY,
  MEMORY_HIGH,
  MEMORY_CRITICAL,
  DISK_HIGH,
  DISK_CRITICAL,
  REQUEST_WAITED,
  SERVER_ERRORS,
  SERVER_ERRORS_MANY,
  REQUESTS_REFUSED,
  SERVICE_DOWN,
  SERVICE_DEGRADED,
  ENV_VALUE_LOOKS_SECRET,
  SETTING_UNKNOWN
}
