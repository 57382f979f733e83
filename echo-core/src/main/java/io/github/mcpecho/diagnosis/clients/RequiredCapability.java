package io.github.mcpecho.diagnosis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.stream.StreamSupport;

/** What a client has to have declared before it gives a server what that asks for. */
final class RequiredCapability {
  private RequiredCapability() {}

  /**
   * Returns whether a client may answer with this result.
   *
   * @param method that was asked
   * @param params of the request
   * @param declared capabilities
   */
  static boolean isDeclared(
      String method,
      JsonNode params,
      JsonNode result,
      ProtocolVersion revision,
      JsonNode declared) {
    if (AnswerContent.isTask(params, result)) {
      return declared.at("/tasks/requests/" + method).isObject();
    }
    boolean hasParts = revision.compareTo(ProtocolVersion.V2025_11_25) >= 0;
    return switch (method) {
      case "roots/list" -> declared.hasNonNull("roots");
      case "sampling/createMessage" ->
          declared.hasNonNull("sampling")
              && (!hasParts
                  || declared.path("sampling").hasNonNull("tools")
                  || !isWithTools(params, result));
      case "elicitation/create" ->
          declared.hasNonNull("elicitation")
              && (!hasParts || hasMode(declared.get("elicitation"), params));
      default -> true;
    };
  }

  private static boolean isWithTools(JsonNode params, JsonNode result) {
    JsonNode content = result.path("content");
    return params.has("tools")
        || params.has("toolChoice")
        || isToolUse(content)
        || StreamSupport.stream(content.spliterator(), false)
            .anyMatch(RequiredCapability::isToolUse);
  }

  private static boolean isToolUse(JsonNode content) {
    return content.path("type").asText().equals("tool_use");
  }

  /** Who names no mode has that of forms. */
  private static boolean hasMode(JsonNode modes, JsonNode params) {
    String asked = params.path("mode").asText("form");
    return modes.hasNonNull(asked) || asked.equals("form") && !modes.hasNonNull("url");
  }
}
