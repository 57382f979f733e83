package io.github.mcpecho.testing.faults;

import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.ServerAnswer;
import java.io.IOException;

/** Does something to the JSON-RPC response that there is to a call. */
@FunctionalInterface
interface ResponseBehaviour {
  /**
   * Answers a call.
   *
   * @param real is a response
   */
  void answer(ClientConnection client, ServerAnswer real) throws IOException, InterruptedException;

  /** Does it to every response; calls without one are answered as always. */
  static Behaviour toAny(ResponseBehaviour behaviour) {
    return client -> {
      ServerAnswer real = client.serverAnswer();
      if (real.isResponse()) {
        behaviour.answer(client, real);
      } else {
        client.serve();
      }
    };
  }
}
