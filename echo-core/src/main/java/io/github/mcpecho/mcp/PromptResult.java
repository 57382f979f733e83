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

  public static PromptResult of(PromptMessage... messages) {
    return new PromptResult(Optional.empty(), List.of(messages));
  }

  public static PromptResult user(String text) {
    return of(PromptMessage.user(text));
  }

  public PromptResult withDescription(String newDescription) {
    return new PromptResult(Optional.of(newDescription), messages);
  }

  ObjectNode toJson(ProtocolVersion revision) {
    ObjectNode json = Json.object();
    description.ifPresent(text -> json.put("description", text));
    ArrayNode list = json.putArray("messages");
    for (PromptMessage message : messages) {
      Content content = content(message.content(), revision);
      list.addObject().put("role", message.role().wireName()).set("content", content.toJson());
    }
    return json;
  }

  /**
   * Returns the content, or a text in its place for revisions that do not have its type yet: sounds
   * came with 2025-03-26, links with 2025-06-18. A client refuses a whole result for one block of a
   * type that it does not know.
   */
  private static Content content(Content content, ProtocolVersion revision) {
    if (content instanceof Content.Annotated annotated) {
      return new Content.Annotated(content(annotated.content(), revision), annotated.annotations());
    }
    if (content instanceof Content.ResourceLink link
        && revision.compareTo(ProtocolVersion.V2025_06_18) < 0) {
      return new Content.Text(link.name() + ": " + link.uri());
    }
    if (content instanceof Content.Audio audio
        && revision.compareTo(ProtocolVersion.V2025_03_26) < 0) {
      return new Content.Text("(a sound, " + audio.mimeType() + ")");
    }
    return content;
  }
}
