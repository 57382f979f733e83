package io.github.mcpecho.diagnosis.timing;

import io.github.mcpecho.diagnosis.report.FindingTable;
import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;

/** What can be wrong with the way to the server and back. */
public enum TimingFinding implements FindingKind {
  STREAM_WITHOUT_PROGRESS_TOKEN,
  STREAM_NOT_ACCEPTED,
  STREAM_HELD_BACK,
  HOP_SLOW,
  HOP_CLOCK_SKEW,
  HOP_TIME_UNREADABLE,
  CLIENT_CLOCK_SKEW;

  @Override
  public FindingEntry entry() {
    return FindingTable.entry(this);
  }
}
