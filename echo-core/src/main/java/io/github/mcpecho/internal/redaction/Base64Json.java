package io.github.mcpecho.internal.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.util.Base64;

/** Shows a header that is base64 of a JSON object, as Azure and Kong send them. */
final class Base64Json {
  private static final int MAX_DEPTH = 16;
  private static final Json JSON = new Json(MAX_DEPTH);

  private final Redactor redactor;

  Base64Json(Redactor redactor) {
    this.redactor = redactor;
  }

  /** Returns the object as JSON, redacted; the whole value as a secret if it is not one. */
  String redacted(String value) {
    try {
      byte[] decoded = Base64.getDecoder().decode(value.replace('-', '+').replace('_', '/'));
      JsonNode json = JSON.parse(decoded);
      return json.isObject() ? JSON.writeString(redactor.claims(json)) : redactor.secret(value);
    } catch (IllegalArgumentException | MalformedJsonException notBase64Json) {
      return redactor.secret(value);
    }
  }
}
