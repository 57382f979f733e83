package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.schema.JsonSchema;
import io.github.mcpecho.internal.schema.MirroredParameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A tool whose descriptor has been checked and compiled.
 *
 * @param output what results are validated against; empty if they are not
 * @param mirrored the parameters that clients repeat in headers
 */
record RegisteredTool(
    Tool tool,
    ToolDescriptor descriptor,
    JsonSchema input,
    Optional<JsonSchema> output,
    List<MirroredParameter> mirrored,
    Visibility visibility)
    implements Registered {
  /**
   * @param trustedTools names of tools whose schemas are not validated, which takes time at the
   *     start, and whose results are not either
   * @param customNames that are meant as they are
   * @throws IllegalArgumentException if clients could not use it; the message names it
   */
  static RegisteredTool of(Tool tool, Set<String> trustedTools, Set<String> customNames) {
    ToolDescriptor descriptor = tool.descriptor();
    try {
      Registered.requireUsable(descriptor.name(), descriptor.description(), customNames);
      requireObjectType("inputSchema", descriptor.inputSchema());
      descriptor.outputSchema().ifPresent(schema -> requireObjectType("outputSchema", schema));
      boolean trusted = trustedTools.contains(descriptor.name());
      return new RegisteredTool(
          tool,
          descriptor,
          trusted
              ? JsonSchema.trusted(descriptor.inputSchema())
              : JsonSchema.of(descriptor.inputSchema()),
          descriptor.outputSchema().filter(schema -> !trusted).map(JsonSchema::of),
          MirroredParameter.of(descriptor.inputSchema()),
          Visibility.of(tool));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Tool " + descriptor.name() + " cannot be registered: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return descriptor.name();
  }

  @Override
  public ObjectNode toJson() {
    return descriptor.toJson();
  }

  private static void requireObjectType(String what, ObjectNode schema) {
    if (!"object".equals(schema.path("type").textValue())) {
      throw new IllegalArgumentException("its " + what + " is not of type object");
    }
  }
}
