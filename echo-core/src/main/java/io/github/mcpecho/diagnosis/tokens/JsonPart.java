package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.internal.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The JSON object in a part of a token.
 *
 * @param object empty if the part holds no readable JSON object
 * @param byteOrderMark whether the text starts with one, which strict parsers refuse
 * @param problem why there is no object, empty if there is one
 * @param fix what to do if the part is whole, so that whoever wrote it is to blame
 */
record JsonPart(
    Optional<ObjectNode> object, boolean byteOrderMark, String problem, Optional<String> fix) {
  private static final int MAX_DEPTH = 16;
  private static final Json JSON = new Json(MAX_DEPTH);
  private static final String BASE64 = "eyJ";
  private static final String IN_UTF_8 =
      "Let the issuer write the token in UTF-8: it takes the bytes of a string without saying which"
          + " (Java: getBytes(StandardCharsets.UTF_8)).";
  private static final String LIBRARY =
      "Let the issuer write the part by a JSON library, as one object in UTF-8: it is whole, so"
          + " nothing has cut it.";

  static JsonPart parse(byte[] bytes) {
    return Utf8.decode(bytes).map(JsonPart::parse).orElseGet(() -> notUtf8(bytes));
  }

  private static JsonPart notUtf8(byte[] bytes) {
    return parse(new String(bytes, StandardCharsets.ISO_8859_1)).object().isPresent()
        ? whole(false, "text in ISO-8859-1, not in UTF-8", IN_UTF_8)
        : unreadable(false, "not text in UTF-8");
  }

  private static JsonPart parse(String text) {
    boolean byteOrderMark = text.startsWith("\uFEFF");
    String json = (byteOrderMark ? text.substring(1) : text).strip();
    if (json.isEmpty()) {
      return unreadable(byteOrderMark, "empty");
    }
    if (json.startsWith(BASE64)) {
      return whole(
          byteOrderMark,
          "base64 of base64, encoded twice",
          "Let the issuer encode the part once: give the library the object, and no text.");
    }
    try {
      JsonNode node = JSON.parse(json);
      if (node instanceof ObjectNode object) {
        return new JsonPart(Optional.of(object), byteOrderMark, "", Optional.empty());
      }
      return node.isTextual() && node.textValue().strip().startsWith("{")
          ? whole(
              byteOrderMark,
              "a string with an object in it, encoded twice",
              "Let the issuer encode the claims once: give the library the object, not its JSON.")
          : whole(byteOrderMark, "JSON, but not an object", LIBRARY);
    } catch (MalformedJsonException e) {
      return malformed(byteOrderMark, json, e.getMessage());
    }
  }

  private static JsonPart malformed(boolean byteOrderMark, String json, String why) {
    String problem = "not the JSON of one object (" + why + ")";
    if (why.startsWith("the body is UTF-")) {
      return whole(byteOrderMark, problem, IN_UTF_8);
    }
    if (!json.startsWith("{") || !json.endsWith("}") || why.contains("ends too early")) {
      return unreadable(byteOrderMark, problem);
    }
    return whole(
        byteOrderMark,
        problem,
        why.startsWith("a member name stands twice")
            ? "Let the issuer write each member once (RFC 7519 §4): two mappers or hooks write the"
                + " same claim."
            : LIBRARY);
  }

  private static JsonPart unreadable(boolean byteOrderMark, String problem) {
    return new JsonPart(Optional.empty(), byteOrderMark, problem, Optional.empty());
  }

  private static JsonPart whole(boolean byteOrderMark, String problem, String fix) {
    return new JsonPart(Optional.empty(), byteOrderMark, problem, Optional.of(fix));
  }
}
