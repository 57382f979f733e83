package io.github.mcpecho.internal.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Map;
import java.util.function.Predicate;

/** Redacts a JSON tree member by member; those are hidden whose names fulfil the predicate. */
record JsonRedaction(Redactor redactor, Predicate<String> hides) {
  JsonNode redacted(JsonNode node) {
    return redacted("", node);
  }

  private JsonNode redacted(String place, JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(redactor.text(place, node.textValue()));
    }
    if (node.isArray()) {
      ArrayNode copy = Json.array();
      String option = "";
      for (JsonNode element : node) {
        copy.add(isValue(option, element) ? hidden(option, element) : redacted(place, element));
        option = element.asText();
      }
      return copy;
    }
    if (node instanceof ObjectNode object) {
      String told = Pairs.name(object);
      boolean isSecret = object.path("kind").asText().equals(KubernetesSecrets.KIND);
      ObjectNode copy = Json.object();
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        String name = member.getKey();
        String holder = Pairs.isValue(name) && !told.isEmpty() ? told : name;
        copy.set(
            redactor.text(name),
            hides.test(holder) || isSecret && KubernetesSecrets.DATA.contains(name)
                ? hidden(holder, member.getValue())
                : redacted(holder, member.getValue()));
      }
      return copy;
    }
    return node;
  }

  /** {@code ["--password", "value"]}, the words of a command line. */
  private static boolean isValue(String option, JsonNode element) {
    return option.startsWith("-")
        && element.isTextual()
        && !element.textValue().startsWith("-")
        && SecretNames.isSecretLabel(option);
  }

  private JsonNode hidden(String name, JsonNode secret) {
    if (secret.isNull() || secret.isBoolean()) {
      return secret;
    }
    return TextNode.valueOf(
        redactor.secret(name, secret.isValueNode() ? secret.asText() : secret.toString()));
  }
}
