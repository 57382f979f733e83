package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What setups answer to requests, in the place of the working server. */
final class Responses {
  private Responses() {}

  /** Answers with a result, which is complete where the revision has a word for it. */
  static void result(ClientConnection client, ObjectNode result)
      throws IOException, InterruptedException {
    ObjectNode own = result.deepCopy();
    if (client.call().isModern() && !own.has("resultType")) {
      own.put("resultType", "complete");
    }
    client.respond(200, JsonRpcText.CODEC.result(client.call().rpcId().orElseThrow(), own));
  }

  static void error(ClientConnection client, int status, JsonRpcError error)
      throws IOException, InterruptedException {
    client.respond(
        status, JsonRpcText.JSON.write(JsonRpcText.CODEC.error(client.call().rpcId(), error)));
  }

  /** Refuses the params, as the working server does, which is judged. */
  static void refuse(ClientConnection client, String why) throws IOException, InterruptedException {
    client.call().outcome().served();
    error(client, 200, JsonRpcError.of(JsonRpcError.INVALID_PARAMS, why));
  }

  /** Lets what is beneath answer, with another result if it is one. */
  static void change(ClientConnection client, Consumer<ObjectNode> change)
      throws IOException, InterruptedException {
    change(client, client.serverAnswer(), () -> Headers.NONE, change);
  }

  /**
   * Answers as what is beneath did, with another result if it is one.
   *
   * @param more header lines, if it is one
   */
  static void change(
      ClientConnection client,
      ServerAnswer real,
      Supplier<Headers> more,
      Consumer<ObjectNode> change)
      throws IOException, InterruptedException {
    Optional<JsonNode> response = JsonRpcText.parse(real.body());
    if (response.isPresent() && response.get().get("result") instanceof ObjectNode result) {
      change.accept(result);
      client.answer(real.withBody(JsonRpcText.JSON.write(response.get())).with(more.get()));
    } else {
      client.serve();
    }
  }
}
