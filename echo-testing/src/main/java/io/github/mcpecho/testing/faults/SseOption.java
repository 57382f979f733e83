package io.github.mcpecho.testing.faults;

import io.github.mcpecho.internal.text.KebabCase;

/** What may be different in a stream of events. */
enum SseOption {
  NO_SPACE_AFTER_COLON,
  NO_EVENT_FIELD,
  CRLF,
  CR,
  BOM,
  UNTIL_CLOSE,
  SPLIT_AT_BYTE,
  MULTI_LINE_DATA,
  EMPTY_DATA_PRIMING,
  COMMENT_KEEP_ALIVE,
  UNKNOWN_EVENT,
  NOTIFICATION_FLOOD,
  WRONG_ID,
  NO_TERMINATOR,
  SECOND_RESPONSE,
  CLOSE_BEFORE_RESULT,
  OVERSIZE_LINE,
  OVERSIZE_EVENT,
  RESULT_THEN_HANG;

  @Override
  public String toString() {
    return KebabCase.of(this);
  }
}
