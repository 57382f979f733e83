package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.MediaType;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;

/** JSON-RPC messages as the bytes that they travel as. */
final class JsonRpcText {
  /** Deeper than anything that the working server reads, and so says. */
  private static final int MAX_DEPTH = 1_000;

  static final Json JSON = new Json(MAX_DEPTH);
  static final JsonRpcCodec CODEC = new JsonRpcCodec(JSON);

  private JsonRpcText() {}

  /** Returns nothing if these bytes are no JSON. */
  static Optional<JsonNode> parse(byte[] json) {
    try {
      return Optional.of(JSON.parse(json));
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }

  static boolean isJson(Headers headers) {
    return isOfType(headers, "application/json");
  }

  static boolean isEvents(Headers headers) {
    return isOfType(headers, "text/event-stream");
  }

  private static boolean isOfType(Headers headers, String name) {
    return headers
        .first("Content-Type")
        .flatMap(MediaType::parse)
        .filter(type -> type.is(name))
        .isPresent();
  }

  /** Returns whether this is a response, or a batch. */
  static boolean isResponse(byte[] json) {
    return json.length > 0
        && parse(json)
            .filter(
                message ->
                    message.isArray()
                        || message instanceof ObjectNode object
                            && object.has("jsonrpc")
                            && !object.has("method"))
            .isPresent();
  }

  /**
   * Reads an object that somebody spelt out.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ObjectNode object(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8))
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .orElseThrow(() -> new IllegalArgumentException("Not a JSON object: " + json));
  }

  static byte[] without(byte[] message, Collection<String> params) {
    JsonNode json = JSON.parse(message);
    if (json.path("params") instanceof ObjectNode object) {
      object.remove(params);
    }
    return JSON.write(json);
  }
}
