package io.github.mcpecho.diagnosis.report;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;

/** A kind of finding whose entry is a row of the {@link FindingTable} of its enum. */
public interface TableFindingKind extends FindingKind {
  @Override
  default FindingEntry entry() {
    return FindingTable.entry((Enum<?>) this);
  }

  /** Returns whether the other one is but a consequence where both are found. */
  default boolean explains(FindingKind other) {
    return false;
  }
}
