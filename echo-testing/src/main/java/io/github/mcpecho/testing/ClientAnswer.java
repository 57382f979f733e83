package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * What a client answered to a {@link ServerRequest}.
 *
 * @param request the request; nothing if none with this id was waiting, so that the answer is late,
 *     is the second one, or has a wrong id
 * @param message the response as it came, however malformed; of 2026-07-28 the entry of {@code
 *     inputResponses}
 * @param call what it came with
 */
public record ClientAnswer(Optional<ServerRequest> request, JsonNode message, RecordedCall call) {
  /** Returns the result; a missing node if it is an error or has none. */
  public JsonNode result() {
    return call.isModern() ? message : message.path("result");
  }

  /** Returns the error; a missing node if it is none. */
  public JsonNode error() {
    return call.isModern() ? MissingNode.getInstance() : message.path("error");
  }

  /** Returns what the user did with an elicitation, such as {@code accept}; empty if not said. */
  public String action() {
    return result().path("action").asText();
  }
}
