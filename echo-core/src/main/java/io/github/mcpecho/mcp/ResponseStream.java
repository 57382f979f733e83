package io.github.mcpecho.mcp;

import java.util.Set;

/** What a tool may know of the stream that its progress travels on, and say of it. */
public interface ResponseStream {
  /** What a server adds to a stream so that it arrives in time. */
  enum Aid {
    /**
     * {@code X-Accel-Buffering: no}, which nginx and others obey, and {@code no-transform} in
     * {@code Cache-Control}, which those obey that compress.
     */
    BUFFERING_HEADER,
    /** Comment lines that break a long silence. */
    COMMENTS
  }

  /**
   * Leaves these out of this response, as a server would that knows nothing of them; before the
   * first progress. Without comments a client that hangs up is noticed later.
   */
  default void leaveOut(Set<Aid> aids) {}

  /**
   * Returns whether something was sent and flushed, and yet the container has not begun to answer:
   * a filter around the servlet holds the response back.
   */
  default boolean isHeldBack() {
    return false;
  }
}
