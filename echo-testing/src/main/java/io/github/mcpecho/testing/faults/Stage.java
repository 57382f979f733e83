package io.github.mcpecho.testing.faults;

import io.github.mcpecho.internal.text.KebabCase;
import java.util.Arrays;

/**
 * How far a stream of events has come when a {@link Fault} happens to it. The stream of a GET, on
 * which the server tells what belongs to no call, has no response: but for {@link #BEFORE_HEADERS}
 * and {@link #AFTER_HEADERS} nothing happens to it.
 */
public enum Stage {
  /** Nothing was written. */
  BEFORE_HEADERS,
  /** Status line and headers were written, and nothing of the body. */
  AFTER_HEADERS,
  /**
   * One event was written: the first that the tool sent, which may still run and is told that its
   * client is gone, or the response if it sent none.
   */
  AFTER_FIRST_EVENT,
  /** Of the event with the response the first half was written. */
  MID_EVENT,
  /** The event with the response was written, and the body did not end. */
  AFTER_RESULT;

  /** Returns its name as a script has it, such as {@code mid-event}. */
  @Override
  public String toString() {
    return KebabCase.of(this);
  }

  /** Returns what of the event with the response has been written. */
  byte[] of(byte[] event) {
    return switch (this) {
      case BEFORE_HEADERS, AFTER_HEADERS -> new byte[0];
      case MID_EVENT -> Arrays.copyOf(event, event.length / 2);
      case AFTER_FIRST_EVENT, AFTER_RESULT -> event;
    };
  }
}
