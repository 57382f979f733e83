package io.github.mcpecho.testing.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.RecordedCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Gives requests the results that stand in the file of the scenario, under their method, or under
 * method and tool: {@code tools/call add_numbers}. All that is wrong with a request is for the
 * checks to say, so that one mistake does not hide another. What the file does not name the working
 * server answers.
 *
 * @param answers {@code {origin}} in them stands for scheme and authority of the server, and what
 *     is null is left out although the revision wants it
 * @param modern whether results are those of 2026-07-28
 */
record Fixture(JsonNode answers, boolean modern) implements Behaviour {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final JsonRpcCodec CODEC = new JsonRpcCodec(JSON);

  @Override
  public void answer(ClientConnection client) throws IOException, InterruptedException {
    RecordedCall call = client.call();
    JsonNode own = answers.path(call.rpcMethod() + " " + call.toolName());
    JsonNode result = own.isMissingNode() ? answers.path(call.rpcMethod()) : own;
    if (call.rpcId().isPresent() && result.isObject()) {
      String text =
          result
              .toString()
              .replace(
                  "{origin}", client.endpoint().resolve("/").toString().replaceFirst("/$", ""));
      client.respond(200, CODEC.result(call.rpcId().get(), complete(parse(text), call)));
    } else {
      client.serve();
    }
  }

  private static ObjectNode parse(String text) {
    return (ObjectNode) JSON.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private ObjectNode complete(ObjectNode result, RecordedCall call) {
    if (modern) {
      result.putIfAbsent("resultType", Json.object().textNode("complete"));
      if (call.rpcMethod().endsWith("/list") || call.rpcMethod().equals("resources/read")) {
        result.put("ttlMs", 0).put("cacheScope", "private");
      }
    }
    result.properties().removeIf(member -> member.getValue().isNull());
    return result;
  }
}
