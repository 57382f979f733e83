package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;
import java.util.Optional;

/**
 * A finished call.
 *
 * @param content what people and models read
 * @param structuredContent the same facts for programs; required if the tool declares an output
 *     schema
 * @param isError whether the tool could not do what was asked
 * @param meta the result's own {@code _meta}
 */
public record ToolResult(
    List<Content> content,
    Optional<JsonNode> structuredContent,
    boolean isError,
    Optional<ObjectNode> meta)
    implements ToolOutcome {

  public ToolResult {
    content = List.copyOf(content);
  }

  public static ToolResult of(Content... content) {
    return new ToolResult(List.of(content), Optional.empty(), false, Optional.empty());
  }

  public static ToolResult text(String text) {
    return of(new Content.Text(text));
  }

  /** Returns a result of one text block and the same facts as JSON. */
  public static ToolResult structured(String text, JsonNode structuredContent) {
    return new ToolResult(
        List.of(new Content.Text(text)), Optional.of(structuredContent), false, Optional.empty());
  }

  /** Returns a failed call; the text tells the model what to do differently. */
  public static ToolResult error(String text) {
    return new ToolResult(
        List.of(new Content.Text(text)), Optional.empty(), true, Optional.empty());
  }

  /** Returns this result with a {@code _meta} of its own, whose keys have a prefix. */
  public ToolResult withMeta(ObjectNode newMeta) {
    return new ToolResult(content, structuredContent, isError, Optional.of(newMeta));
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    ArrayNode blocks = Json.array(content.size());
    for (Content block : content) {
      blocks.add(block.toJson());
    }
    json.set("content", blocks);
    structuredContent.ifPresent(value -> json.set("structuredContent", value));
    if (isError) {
      json.put("isError", true);
    }
    meta.ifPresent(own -> json.set("_meta", own.deepCopy()));
    return json;
  }
}
