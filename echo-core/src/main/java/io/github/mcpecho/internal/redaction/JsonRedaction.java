package io.github.mcpecho.internal.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Map;
import java.util.function.Predicate;

/** Redacts a JSON tree member by member. */
final class JsonRedaction {
  private final Redactor redactor;
  private final Predicate<String> hides;

  /** Hides the members whose names fulfil the predicate. */
  JsonRedaction(Redactor redactor, Predicate<String> hides) {
    this.redactor = redactor;
    this.hides = hides;
  }

  JsonNode redacted(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(redactor.text(node.textValue()));
    }
    if (node.isArray()) {
      ArrayNode copy = Json.array();
      node.forEach(element -> copy.add(redacted(element)));
      return copy;
    }
    if (node.isObject()) {
      ObjectNode copy = Json.object();
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        String name = member.getKey();
        copy.set(
            redactor.text(name),
            hides.test(name) ? hidden(name, member.getValue()) : redacted(member.getValue()));
      }
      hideNamedValue(copy);
      return copy;
    }
    return node;
  }

  private JsonNode hidden(String name, JsonNode secret) {
    if (secret.isNull() || secret.isBoolean()) {
      return secret;
    }
    return TextNode.valueOf(
        redactor.secret(name, secret.isValueNode() ? secret.asText() : secret.toString()));
  }

  /** Microsoft lists claims as {@code {"typ": name, "val": value}}. */
  private void hideNamedValue(ObjectNode object) {
    JsonNode type = object.get("typ");
    JsonNode value = object.get("val");
    if (type != null && value != null && hides.test(type.asText())) {
      object.set("val", hidden(type.asText(), value));
    }
  }
}
