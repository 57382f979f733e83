package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code tools/list} says about a tool. Schemas pass through to the client as they are.
 * Immutable; start with {@link #of}.
 *
 * @param name 1 to 128 characters of {@code A-Za-z0-9_-.}
 * @param title the name that people read
 * @param inputSchema a JSON Schema of type object, dialect 2020-12 unless {@code $schema} says
 *     otherwise
 * @param outputSchema the schema of {@code structuredContent}, of type object
 * @param meta the tool's own {@code _meta}, empty if none
 */
public record ToolDescriptor(
    String name,
    Optional<String> title,
    String description,
    ObjectNode inputSchema,
    Optional<ObjectNode> outputSchema,
    Optional<ToolAnnotations> annotations,
    List<Icon> icons,
    ObjectNode meta) {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"additionalProperties\":false}";

  public ToolDescriptor {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    icons = List.copyOf(icons);
  }

  /** Returns the descriptor of a tool that takes no arguments. */
  public static ToolDescriptor of(String name, String description) {
    return new ToolDescriptor(
        name,
        Optional.empty(),
        description,
        schema(NO_ARGUMENTS),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Json.object());
  }

  public ToolDescriptor withTitle(String newTitle) {
    return new ToolDescriptor(
        name,
        Optional.of(newTitle),
        description,
        inputSchema,
        outputSchema,
        annotations,
        icons,
        meta);
  }

  /**
   * Takes the schema of the arguments as JSON text. A string, integer or boolean property with
   * {@code "x-mcp-header": "Name"} is one that clients of 2026-07-28 repeat in the header {@code
   * Mcp-Param-Name}, for proxies to see; it is never a secret.
   */
  public ToolDescriptor withInputSchema(String json) {
    return new ToolDescriptor(
        name, title, description, schema(json), outputSchema, annotations, icons, meta);
  }

  /** Takes the schema of {@code structuredContent} as JSON text. */
  public ToolDescriptor withOutputSchema(String json) {
    return new ToolDescriptor(
        name, title, description, inputSchema, Optional.of(schema(json)), annotations, icons, meta);
  }

  public ToolDescriptor withAnnotations(ToolAnnotations newAnnotations) {
    return new ToolDescriptor(
        name,
        title,
        description,
        inputSchema,
        outputSchema,
        Optional.of(newAnnotations),
        icons,
        meta);
  }

  public ToolDescriptor withIcons(List<Icon> newIcons) {
    return new ToolDescriptor(
        name, title, description, inputSchema, outputSchema, annotations, newIcons, meta);
  }

  public ToolDescriptor withMeta(ObjectNode newMeta) {
    return new ToolDescriptor(
        name, title, description, inputSchema, outputSchema, annotations, icons, newMeta);
  }

  /**
   * Reads title, description, {@code inputSchema} and {@code outputSchema}, all of which it must
   * have, from a JSON resource beside a class.
   *
   * @param name of the tool, and of the resource without {@code .json}
   * @throws IllegalArgumentException if there is no such resource, or one of the four is missing
   */
  public static ToolDescriptor resource(Class<?> neighbour, String name) {
    JsonNode json = Json.resource(neighbour, name + ".json");
    return new ToolDescriptor(
        name,
        Optional.of(json.required("title").asText()),
        json.required("description").asText(),
        schema(json.required("inputSchema")),
        Optional.of(schema(json.required("outputSchema"))),
        Optional.empty(),
        List.of(),
        Json.object());
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("name", name);
    title.ifPresent(text -> json.put("title", text));
    json.put("description", description);
    json.set("inputSchema", inputSchema);
    outputSchema.ifPresent(schema -> json.set("outputSchema", schema));
    annotations.ifPresent(hints -> json.set("annotations", hints.toJson()));
    if (!icons.isEmpty()) {
      json.set("icons", Icon.toJson(icons));
    }
    if (!meta.isEmpty()) {
      json.set("_meta", meta);
    }
    return json;
  }

  private static ObjectNode schema(String json) {
    return schema(JSON.parse(json));
  }

  private static ObjectNode schema(JsonNode json) {
    if (json instanceof ObjectNode schema) {
      return schema;
    }
    throw new IllegalArgumentException("A schema is a JSON object");
  }
}
