package io.github.mcpecho.testing.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.protocol.Notifications;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** JSON-RPC messages that the working server would not send. */
final class JsonRpc {
  /** Deeper than anything that the working server reads, and so says. */
  private static final int MAX_DEPTH = 1_000;

  private static final int NO_REQUEST = 999_999_999;
  static final Json JSON = new Json(MAX_DEPTH);
  static final JsonRpcCodec CODEC = new JsonRpcCodec(JSON);

  private JsonRpc() {}

  static byte[] error(Optional<JsonNode> id, JsonRpcError error) {
    return JSON.write(CODEC.error(id, error));
  }

  /** Returns an error for the request whose response this is. */
  static byte[] secondResponse(byte[] response) {
    return error(
        Optional.ofNullable(JSON.parse(response).get("id")),
        JsonRpcError.of(JsonRpcError.INTERNAL_ERROR, "This is a second response"));
  }

  static byte[] logMessage(int number) {
    return JSON.write(
        CODEC.notification(
            Notifications.MESSAGE,
            Json.object().put("level", "info").put("logger", "flood").put("data", number)));
  }

  /** Returns a response with another id; a batch as it is. */
  static byte[] withId(byte[] response, UnaryOperator<JsonNode> change) {
    if (JSON.parse(response) instanceof ObjectNode object && object.has("id")) {
      return JSON.write(object.set("id", change.apply(object.get("id"))));
    }
    return response;
  }

  /** Returns an id of the same type that no request has. */
  static JsonNode wrongId(JsonNode id) {
    return id.isTextual()
        ? TextNode.valueOf(id.textValue() + "-wrong")
        : IntNode.valueOf(NO_REQUEST);
  }

  /** Returns the id as a string if it is a number, and the other way round; else null. */
  static JsonNode idOfOtherType(JsonNode id) {
    if (!id.isTextual()) {
      return TextNode.valueOf(id.asText());
    }
    return id.textValue().matches("0|-?[1-9][0-9]{0,8}")
        ? IntNode.valueOf(Integer.parseInt(id.textValue()))
        : NullNode.getInstance();
  }
}
