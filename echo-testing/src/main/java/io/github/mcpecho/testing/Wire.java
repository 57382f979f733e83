package io.github.mcpecho.testing;

import io.github.mcpecho.http.Headers;
import java.io.IOException;
import java.util.List;

/** Where an answer goes: to a client, or to the layer above that asked for it. */
interface Wire {
  /** Takes status line and header lines. */
  void head(int status, String reason, Headers headers) throws IOException;

  /** Takes bytes as they are. */
  void write(byte[] bytes) throws IOException;

  /**
   * Takes one message of a stream of events.
   *
   * @param pieces the event as it is written, in chunks if the stream has any
   */
  void event(byte[] json, List<byte[]> pieces) throws IOException, InterruptedException;

  void close() throws IOException;

  void reset() throws IOException;

  /** Returns what tells that the client is gone. */
  HangUp hangUp();
}
