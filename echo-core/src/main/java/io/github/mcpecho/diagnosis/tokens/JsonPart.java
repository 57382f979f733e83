package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.internal.text.Utf8;
import java.util.Optional;

/**
 * The JSON object in a part of a token.
 *
 * @param object empty if the part holds no readable JSON object
 * @param byteOrderMark whether the text starts with one, which strict parsers refuse
 * @param problem why there is no object, empty if there is one
 */
record JsonPart(Optional<ObjectNode> object, boolean byteOrderMark, String problem) {
  private static final int MAX_DEPTH = 16;
  private static final Json JSON = new Json(MAX_DEPTH);

  static JsonPart parse(byte[] bytes) {
    return Utf8.decode(bytes)
        .map(JsonPart::parse)
        .orElseGet(() -> unreadable(false, "not text in UTF-8"));
  }

  private static JsonPart parse(String text) {
    boolean byteOrderMark = text.startsWith("\uFEFF");
    String json = byteOrderMark ? text.substring(1) : text;
    if (json.isBlank()) {
      return unreadable(byteOrderMark, "empty");
    }
    try {
      JsonNode node = JSON.parse(json);
      return node instanceof ObjectNode object
          ? new JsonPart(Optional.of(object), byteOrderMark, "")
          : unreadable(byteOrderMark, "JSON, but not an object");
    } catch (MalformedJsonException e) {
      return unreadable(byteOrderMark, "not the JSON of one object (" + e.getMessage() + ")");
    }
  }

  private static JsonPart unreadable(boolean byteOrderMark, String problem) {
    return new JsonPart(Optional.empty(), byteOrderMark, problem);
  }
}
