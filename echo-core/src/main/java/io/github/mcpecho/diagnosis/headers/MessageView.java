package io.github.mcpecho.diagnosis.headers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.mcp.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/**
 * Shows the message that calls the tool, with size and hash of its bytes. The hash has no key, so
 * that the sender can compute it too. A body with a secret in it gets none: the hash would confirm
 * a guess of the secret.
 */
record MessageView(ToolCall call, Redactor redactor) {
  private static final int SHOWN_MEMBERS = 20;
  private static final int LONGEST_VALUE = 256;

  Section.Builder section() {
    ObjectNode facts = toJson();
    var section =
        Section.titled("message", "✉️ Message").text("Method: " + facts.path("method").asText());
    JsonNode body = facts.path("body");
    if (!body.isMissingNode()) {
      String what = body.path("batch").asBoolean() ? ", the whole batch that it came in" : "";
      section
          .text("Body: " + body.path("bytes") + " bytes" + what)
          .text("SHA-256: " + body.path("sha256").asText("not shown, the body holds a secret"));
    }
    facts
        .path("meta")
        .properties()
        .forEach(
            member -> section.text("_meta " + member.getKey() + ": " + inline(member.getValue())));
    return section.value(facts);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object().put("method", McpMethod.TOOLS_CALL.wireName());
    byte[] bytes = call.body();
    if (bytes.length > 0) {
      ObjectNode body = json.putObject("body").put("bytes", bytes.length);
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (redactor.text(text).equals(text)) {
        body.put("sha256", sha256(bytes));
        if (call.arguments().booleanOr("details", false)) {
          ObjectNode parts = body.putObject("parts");
          MessageParts.of(call.params()).forEach((name, hash) -> parts.put(capped(name), hash));
        }
      }
      body.put("batch", isBatch(bytes));
    }
    json.set("meta", meta());
    return json;
  }

  /** Returns the redacted members of {@code _meta}; a long value is cut, and is text then. */
  private ObjectNode meta() {
    ObjectNode shown = Json.object();
    if (call.params().get("_meta") instanceof ObjectNode meta) {
      meta.properties().stream()
          .limit(SHOWN_MEMBERS)
          .flatMap(member -> redacted(member).properties().stream())
          .forEach(member -> shown.set(capped(member.getKey()), capped(member.getValue())));
    }
    return shown;
  }

  /** Masks what may name a person. In {@code clientInfo} nothing does: it names a program. */
  private JsonNode redacted(Map.Entry<String, JsonNode> member) {
    ObjectNode alone = Json.object().set(member.getKey(), member.getValue());
    return member.getKey().equals(MetaKeys.CLIENT_INFO)
        ? redactor.json(alone)
        : redactor.claims(alone);
  }

  private static JsonNode capped(JsonNode value) {
    String text = inline(value);
    return text.length() > LONGEST_VALUE ? TextNode.valueOf(capped(text)) : value;
  }

  private static String capped(String text) {
    return SafeText.cap(text, LONGEST_VALUE);
  }

  private static String inline(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }

  /** Only an array is a batch, and only white space can stand before it (RFC 8259 §2). */
  private static boolean isBatch(byte[] body) {
    int i = 0;
    while (i < body.length && body[i] <= ' ') {
      i++;
    }
    return i < body.length && body[i] == '[';
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Hashes.sha256(bytes));
  }
}
