package io.github.mcpecho.tools.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.jsonrpc.Json;
import java.util.Map;

/** Redacts a JSON tree member by member. */
final class JsonRedaction {
  private final Redactor redactor;

  JsonRedaction(Redactor redactor) {
    this.redactor = redactor;
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
            SecretNames.isSecret(name) ? hidden(member.getValue()) : redacted(member.getValue()));
      }
      hideNamedValue(copy);
      return copy;
    }
    return node;
  }

  private JsonNode hidden(JsonNode secret) {
    if (secret.isNull() || secret.isBoolean()) {
      return secret;
    }
    return TextNode.valueOf(
        redactor.secret(secret.isValueNode() ? secret.asText() : secret.toString()));
  }

  /** Microsoft lists claims as {@code {"typ": name, "val": value}}. */
  private void hideNamedValue(ObjectNode object) {
    JsonNode type = object.get("typ");
    JsonNode value = object.get("val");
    if (type != null && value != null && SecretNames.isSecret(type.asText())) {
      object.set("val", hidden(value));
    }
  }
}
