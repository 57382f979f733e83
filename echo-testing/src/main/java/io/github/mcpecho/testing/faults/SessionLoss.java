package io.github.mcpecho.testing.faults;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.CallMatcher;
import io.github.mcpecho.testing.ClientConnection;
import java.io.IOException;

/**
 * Opens a session, and answers so many requests in it.
 *
 * @param lost the answer to everything in a session that is lost
 */
record SessionLoss(Answer lost, int requests) implements Behaviour {
  private static final String HEADER = McpHeaderNames.SESSION_ID;

  @Override
  public void answer(ClientConnection client) {
    String id = "session-" + client.newNumber();
    CallMatcher inSession = CallMatcher.anyRequest().withHeader(HEADER, id);
    client
        .later(inSession.and("that wants a response", call -> call.rpcId().isPresent()))
        .after(requests)
        .then(connection -> lose(inSession, connection, lost));
    client
        .later(CallMatcher.verb("DELETE").withHeader(HEADER, id))
        .then(connection -> lose(inSession, connection, Answer.status(200)));
    client.serve(Headers.of(HEADER, id));
  }

  private void lose(CallMatcher inSession, ClientConnection client, Answer answer)
      throws IOException, InterruptedException {
    client.later(inSession).then(lost);
    answer.answer(client);
  }
}
