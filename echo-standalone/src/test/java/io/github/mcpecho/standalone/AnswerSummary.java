package io.github.mcpecho.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.ArrayList;
import java.util.List;

/** Says what came back in the notation of {@code malformed-requests.txt}. */
final class AnswerSummary {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private AnswerSummary() {}

  static String of(RawHttp.Response response) {
    String type = response.header("Content-Type").orElse("no type");
    if (response.body().isEmpty()) {
      return response.status() + " - none";
    }
    if (!type.startsWith("application/json")) {
      return response.status() + " " + type;
    }
    JsonNode json = JSON.parse(response.body());
    return response.status()
        + " "
        + (json instanceof ArrayNode batch ? batch(batch) : message(json, " "));
  }

  private static String batch(ArrayNode batch) {
    List<String> messages = new ArrayList<>();
    batch.forEach(message -> messages.add(message(message, ":")));
    return "[" + String.join(", ", messages) + "]";
  }

  private static String message(JsonNode message, String separator) {
    return content(message)
        + separator
        + (message.has("id") ? JSON.writeString(message.get("id")) : "none");
  }

  private static String content(JsonNode message) {
    if (message.has("error")) {
      return message.at("/error/code").toString();
    }
    if (!message.has("result")) {
      return "json";
    }
    return message.at("/result/isError").booleanValue() ? "isError" : "ok";
  }
}
