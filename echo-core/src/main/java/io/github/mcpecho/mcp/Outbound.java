package io.github.mcpecho.mcp;

/**
 * The way out to the client while a call runs: the adapter opens a stream when the first message
 * comes. Implementations are thread-safe.
 */
public interface Outbound extends ResponseStream {
  /** Drops everything: for callers that only want the reply. */
  Outbound NONE =
      new Outbound() {
        @Override
        public boolean canStream() {
          return false;
        }

        @Override
        public void send(byte[] message) {}

        @Override
        public void keepAlive() {}

        @Override
        public boolean isOpen() {
          return true;
        }
      };

  /** Returns whether the client accepts a stream; if not, what is sent is dropped. */
  default boolean canStream() {
    return true;
  }

  /** Sends one notification, compact JSON on one line. Does nothing once the client is gone. */
  void send(byte[] message);

  /**
   * Called now and then, from another thread, while a call takes long: time to send a sign of life
   * if the stream has been silent, which is also how a client that hung up is noticed.
   */
  void keepAlive();

  /**
   * Sends a sign of life now, however short the silence was, for streams whose client should be
   * missed soon after it hung up. An adapter that cannot does what it does in {@link #keepAlive}.
   */
  default void signOfLife() {
    keepAlive();
  }

  /** Returns whether the client is still there, as far as is known. */
  boolean isOpen();
}
