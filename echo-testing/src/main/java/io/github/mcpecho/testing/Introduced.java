package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.protocol.McpMethod;
import java.io.IOException;
import java.util.Optional;

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
      ServerAnswer real = client.serverAnswer();
      Optional<JsonNode> response = JsonRpcText.parse(real.body());
      if (response.isPresent() && response.get().get("result") instanceof ObjectNode result) {
        result.set(member, value);
        client.answer(real.withBody(JsonRpcText.JSON.write(response.get())));
        return;
      }
    }
    client.serve();
  }
}
