package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the client can do, and what it answered to an earlier {@link InputRequired}.
 *
 * @param capabilities {@code clientCapabilities} of this request, an empty object if there were
 *     none
 * @param responses {@code inputResponses} by key, an empty object if there were none
 * @param state what the tool had asked to remember, its signature verified
 */
public record ClientInput(ObjectNode capabilities, ObjectNode responses, Optional<String> state) {
  /** Nobody can change it, for all calls share it. */
  static final ObjectNode NOTHING = new ObjectNode(JsonNodeFactory.instance, Map.of());

  private static final ClientInput NONE = new ClientInput(NOTHING, NOTHING, Optional.empty());

  /** Returns no capabilities and no answers, in objects that cannot be changed. */
  public static ClientInput none() {
    return NONE;
  }

  /** Returns whether the client declared a capability such as {@code sampling}. */
  public boolean can(String capability) {
    return capabilities.path(capability).isObject();
  }

  /** Returns whether the client can answer requests of this kind. */
  public boolean can(InputRequest.Kind kind) {
    if (kind != InputRequest.Kind.ELICITATION) {
      return can(kind.capability());
    }
    JsonNode elicitation = capabilities.path("elicitation");
    // A bare "elicitation": {} means forms; only a client that names other modes may lack them.
    return elicitation.isObject() && (elicitation.isEmpty() || elicitation.has("form"));
  }

  /** Returns the answer to one question if it came and is an object. */
  public Optional<ObjectNode> response(String key) {
    return responses.get(key) instanceof ObjectNode answer ? Optional.of(answer) : Optional.empty();
  }

  /** Returns the form content of an answer to an elicitation that the user accepted. */
  public Optional<ObjectNode> acceptedForm(String key) {
    return response(key)
        .filter(answer -> "accept".equals(answer.path("action").textValue()))
        .map(answer -> answer.get("content"))
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast);
  }

  /**
   * Refuses the call with error -32021 if the client did not declare a capability that the tool
   * cannot do without: an exception that the tool lets pass.
   */
  public void require(String capability) {
    if (!can(capability)) {
      throw McpErrors.missingClientCapability(capability);
    }
  }

  /** Names only: an answer may be a secret. */
  @Override
  public String toString() {
    return "capabilities " + names(capabilities) + ", responses " + names(responses);
  }

  private static List<String> names(ObjectNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
