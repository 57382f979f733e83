package io.github.mcpecho.testing.faults;

import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.ServerAnswer;
import java.io.IOException;

/** Does something to the JSON-RPC response that the working server has to a call. */
@FunctionalInterface
interface ResponseBehaviour {
  /**
   * Answers a call.
   *
   * @param real has a body
   */
  void answer(ClientConnection client, ServerAnswer real) throws IOException, InterruptedException;

  /** Does it to every response, and leaves calls without one to the working server. */
  static Behaviour toAny(ResponseBehaviour behaviour) {
    return client -> {
      ServerAnswer real = client.serverAnswer();
      if (real.body().length == 0) {
        client.serve();
      } else {
        behaviour.answer(client, real);
      }
    };
  }

  /** Does it to what may be a stream of events: a response with status 200. */
  static Behaviour toStreams(ResponseBehaviour behaviour) {
    return client -> {
      ServerAnswer real = client.serverAnswer();
      if (real.body().length == 0 || real.status() != 200) {
        client.serve();
      } else {
        behaviour.answer(client, real);
      }
    };
  }
}
