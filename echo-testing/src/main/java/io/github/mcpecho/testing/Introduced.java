package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.protocol.McpMethod;
import java.io.IOException;

/**
 * Says something else to clients that come to know the server.
 *
 * @param member of the result of {@code initialize} and {@code server/discover}
 */
record Introduced(String member, JsonNode value) implements Behaviour {
  @Override
  public void answer(ClientConnection client) throws IOException, InterruptedException {
    String method = client.call().rpcMethod();
    if (McpMethod.INITIALIZE.is(method) || McpMethod.SERVER_DISCOVER.is(method)) {
      Responses.change(client, result -> result.set(member, value));
    } else {
      client.serve();
    }
  }
}
