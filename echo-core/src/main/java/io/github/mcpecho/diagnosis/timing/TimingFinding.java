package io.github.mcpecho.diagnosis.timing;

import io.github.mcpecho.diagnosis.report.TableFindingKind;

/** What can be wrong with the way to the server and back. */
public enum TimingFinding implements TableFindingKind {
  STREAM_WITHOUT_PROGRESS_TOKEN,
  STREAM_NOT_ACCEPTED,
  STREAM_HELD_BACK,
  HOP_SLOW,
  HOP_CLOCK_SKEW,
  HOP_TIME_UNREADABLE,
  CLIENT_CLOCK_SKEW
}
