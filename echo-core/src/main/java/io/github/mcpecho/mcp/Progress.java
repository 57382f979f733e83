package io.github.mcpecho.mcp;

/**
 * Tells the client how far a call has come, if it asked to be told (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/progress">progress</a>).
 * For the thread of the call only.
 */
public interface Progress {
  /** Tells nobody. */
  Progress SILENT = (done, total, message) -> false;

  /**
   * Reports progress. Not sent: a value that is not above the last one, and one that comes within 5
   * ms of the last one unless it completes the total.
   *
   * @param done how much is done, growing
   * @param total how much there is to do, or a value not above 0 if unknown
   * @param message for people, may be empty
   * @return whether a notification was sent
   */
  boolean report(double done, double total, String message);

  /** Returns whether the client asked for progress. */
  default boolean isWanted() {
    return this != SILENT;
  }
}
