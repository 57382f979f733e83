package io.github.mcpecho.testing.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A response in place of the real one, with the id of the request, on the transport that is spoken.
 * No tool is run. Calls that want no response are answered as always.
 */
public final class Reply {
  private Reply() {}

  /**
   * Answers with this result: {@code result}. Where the revision wants a {@code resultType} and the
   * result has none, it is {@code complete}.
   *
   * @param json an object
   * @throws IllegalArgumentException if it is none
   */
  public static NamedBehaviour result(String json) {
    ObjectNode result = object(json);
    return reply(
        "result",
        "",
        (id, modern) -> {
          ObjectNode own = result.deepCopy();
          if (modern && !own.has("resultType")) {
            own.put("resultType", "complete");
          }
          return JsonRpc.CODEC.result(id, own);
        });
  }

  /** Answers with this error and status 200: {@code error}. */
  public static NamedBehaviour error(int code, String message) {
    return error(JsonRpcError.of(code, message));
  }

  /**
   * Answers with this error and status 200: {@code error}.
   *
   * @param data JSON
   * @throws IllegalArgumentException if it is none
   */
  public static NamedBehaviour error(int code, String message, String data) {
    return error(JsonRpcError.of(code, message, tree(data)));
  }

  private static NamedBehaviour error(JsonRpcError error) {
    return reply(
        "error",
        String.valueOf(error.code()),
        (id, modern) -> JsonRpc.error(Optional.of(id), error));
  }

  private static NamedBehaviour reply(String name, String settings, Response response) {
    return new LabelledBehaviour(
        name,
        settings,
        client -> {
          Optional<JsonNode> id = client.call().rpcId();
          if (id.isPresent()) {
            client.respond(200, response.of(id.get(), client.call().isModern()));
          } else {
            client.serve();
          }
        });
  }

  private static ObjectNode object(String json) {
    if (tree(json) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("A result is a JSON object");
  }

  private static JsonNode tree(String json) {
    try {
      return JsonRpc.JSON.parse(json.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("Not JSON: " + e.getMessage(), e);
    }
  }

  @FunctionalInterface
  private interface Response {
    byte[] of(JsonNode id, boolean modern);
  }
}
