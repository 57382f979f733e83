package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;
import java.util.Optional;

/**
 * A finished prompt.
 *
 * @param description what these messages are for
 * @param messages in the order they are said
 */
public record PromptResult(Optional<String> description, List<PromptMessage> messages)
    implements PromptOutcome {
  public PromptResult {
    messages = List.copyOf(messages);
  }

  /** Returns some messages. */
  public static PromptResult of(PromptMessage... messages) {
    return new PromptResult(Optional.empty(), List.of(messages));
  }

  /** Returns one message of the user. */
  public static PromptResult user(String text) {
    return of(PromptMessage.user(text));
  }

  public PromptResult withDescription(String newDescription) {
    return new PromptResult(Optional.of(newDescription), messages);
  }

  /** Says in text what a revision has no type of content for. */
  ObjectNode toJson(ProtocolVersion revision) {
    ObjectNode json = Json.object();
    description.ifPresent(text -> json.put("description", text));
    ArrayNode list = json.putArray("messages");
    for (PromptMessage message : messages) {
      Content content = OlderContent.of(message.content(), revision);
      list.addObject().put("role", message.role().wireName()).set("content", content.toJson());
    }
    return json;
  }
}
