package io.github.mcpecho.testing;

import java.util.Locale;

/** What a task can say of itself, see {@link Tasks}. */
public enum TaskState {
  WORKING,
  INPUT_REQUIRED,

  /** The tool has answered; in 2025-11-25 a task whose tool tells of an error says FAILED then. */
  COMPLETED,

  /** The call came to a JSON-RPC error. */
  FAILED,
  CANCELLED;

  /** Returns whether nothing comes after it. */
  public boolean isTerminal() {
    return this != WORKING && this != INPUT_REQUIRED;
  }

  /** Returns the word for it in messages, such as {@code input_required}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
