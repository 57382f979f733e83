package io.github.mcpecho.testing;

import java.io.IOException;
import java.util.Optional;

/**
 * A behaviour of a {@link Setup} that has a say in where responses go: in a stream of its own kind,
 * or elsewhere than in the answer to their POST. What breaks a stream breaks that one then.
 */
public interface Transport extends Behaviour {
  /**
   * Returns the stream for the response to a call, which this opens; nothing if it is the answer to
   * the POST, as in Streamable HTTP.
   *
   * @param chunked whether its bits are to be chunks, where it is the answer to the POST
   * @param maxBytes longer bits are to be cut at
   */
  Optional<EventStream> open(ClientConnection client, boolean chunked, int maxBytes)
      throws IOException, InterruptedException;

  /**
   * Returns the stream on which the client of this call listens all the time, if this transport has
   * one for each client: it is the client's session then.
   */
  default Optional<EventStream> standing(ClientConnection client) {
    return Optional.empty();
  }

  /** Returns whether the endpoint is all its own, and nothing there is Streamable HTTP. */
  default boolean takesEndpoint() {
    return false;
  }

  /** Returns whether the response to this call is not the answer to its POST. */
  default boolean answersElsewhere(ClientConnection client) {
    return false;
  }
}
