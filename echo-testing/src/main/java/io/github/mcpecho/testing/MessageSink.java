package io.github.mcpecho.testing;

import java.io.IOException;

/** Takes JSON-RPC messages one by one as they come, such as a stream of events. */
@FunctionalInterface
public interface MessageSink {
  /**
   * Takes a message.
   *
   * @param json compact, on one line, in UTF-8
   * @throws IOException if the client is gone
   * @throws InterruptedException if the server is closed
   */
  void send(byte[] json) throws IOException, InterruptedException;
}
