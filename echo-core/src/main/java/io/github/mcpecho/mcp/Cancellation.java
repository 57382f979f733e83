package io.github.mcpecho.mcp;

import java.util.Optional;

/** Tells a running tool that nobody waits for its result any more. Thread-safe. */
public interface Cancellation {
  /** Never cancelled. */
  Cancellation NEVER = Optional::empty;

  /** Why a call was cancelled. */
  enum Reason {
    /** The client closed the connection. */
    CLIENT_GONE,
    /** The call ran longer than the server allows. */
    TIME_LIMIT,
    /** The server stops, or the web application that it is part of. */
    SERVER_STOPS
  }

  /** Returns why the call is cancelled, or nothing while it is not. */
  Optional<Reason> reason();

  default boolean isCancelled() {
    return reason().isPresent();
  }

  /**
   * Throws if the call is cancelled; tools that take long call it between two steps. A thread that
   * sleeps or waits is also interrupted.
   *
   * @throws InterruptedException if the call is cancelled
   */
  default void check() throws InterruptedException {
    if (isCancelled()) {
      throw new InterruptedException("cancelled");
    }
  }
}
