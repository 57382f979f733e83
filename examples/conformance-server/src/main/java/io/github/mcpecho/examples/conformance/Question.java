package io.github.mcpecho.examples.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.mcp.ClientInput;
import io.github.mcpecho.mcp.InputRequest;
import io.github.mcpecho.mcp.InputRequired;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question to the client.
 *
 * @param key the name that the answer comes back under
 */
record Question(String key, InputRequest request) {

  /** Returns a form of one field that has to be filled in. */
  static InputRequest form(String message, String field, String type) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.putObject("properties").putObject(field).put("type", type);
    schema.putArray("required").add(field);
    return InputRequest.elicitation(message, schema);
  }

  static InputRequired ask(List<Question> questions) {
    Map<String, InputRequest> requests = new LinkedHashMap<>();
    questions.forEach(question -> requests.put(question.key, question.request));
    return new InputRequired(requests, Optional.empty());
  }

  /**
   * Returns whether the client has given an answer that can be used. A user who declines has
   * answered too.
   */
  boolean isAnswered(ClientInput client) {
    return client.response(key).filter(this::isUsable).isPresent();
  }

  private boolean isUsable(ObjectNode answer) {
    return switch (request.kind()) {
      case ELICITATION -> !isAccepted(answer) || isComplete(answer.path("content"));
      case SAMPLING -> answer.has("content");
      case ROOTS -> answer.path("roots").isArray();
    };
  }

  private static boolean isAccepted(ObjectNode answer) {
    return !List.of("decline", "cancel").contains(answer.path("action").asText());
  }

  private boolean isComplete(JsonNode form) {
    for (JsonNode required : request.params().at("/requestedSchema/required")) {
      if (!form.hasNonNull(required.asText())) {
        return false;
      }
    }
    return true;
  }
}
