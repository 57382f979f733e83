package io.github.mcpecho.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.http.Token;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A tool parameter that clients mirror into a header (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/server/tools#x-mcp-header">{@code
 * x-mcp-header}</a>).
 *
 * @param path the chain of property names from the root of the arguments
 * @param header the full header name, {@code Mcp-Param-…}
 */
public record MirroredParameter(List<String> path, String header) {
  private static final String ANNOTATION = "x-mcp-header";
  private static final Set<String> MIRRORABLE = Set.of("string", "integer", "boolean");

  /**
   * Returns the mirrored parameters of an input schema.
   *
   * @throws IllegalArgumentException if an annotation breaks a rule: clients would drop such a tool
   */
  public static List<MirroredParameter> of(ObjectNode inputSchema) {
    var found = new ArrayList<MirroredParameter>();
    collect(inputSchema, List.of(), found);
    if (count(inputSchema, false) != found.size()) {
      throw new IllegalArgumentException(
          ANNOTATION + " stands where a chain of properties does not reach");
    }
    Set<String> names = new HashSet<>();
    for (MirroredParameter parameter : found) {
      if (!names.add(parameter.header.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(ANNOTATION + " twice: " + parameter.header);
      }
    }
    return List.copyOf(found);
  }

  /** Returns the value of this parameter in some arguments; missing if it is not there. */
  public JsonNode in(ObjectNode arguments) {
    JsonNode node = arguments;
    for (String name : path) {
      node = node.path(name);
    }
    return node;
  }

  private static void collect(JsonNode schema, List<String> path, List<MirroredParameter> found) {
    if (!(schema.get("properties") instanceof ObjectNode properties)) {
      return;
    }
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      var propertyPath = new ArrayList<>(path);
      propertyPath.add(property.getKey());
      JsonNode annotation = property.getValue().get(ANNOTATION);
      if (annotation != null) {
        requireMirrorableType(property.getValue());
        found.add(
            new MirroredParameter(
                List.copyOf(propertyPath), McpHeaderNames.PARAM_PREFIX + token(annotation)));
      }
      collect(property.getValue(), propertyPath, found);
    }
  }

  /**
   * Counts annotations anywhere, so that one in {@code items} or {@code anyOf} is not overlooked.
   */
  private static int count(JsonNode schema, boolean namesArePropertyNames) {
    int count = 0;
    if (schema.isObject()) {
      for (Map.Entry<String, JsonNode> member : schema.properties()) {
        if (!namesArePropertyNames && member.getKey().equals(ANNOTATION)) {
          count++;
        } else if (!isData(member.getKey()) || namesArePropertyNames) {
          count +=
              count(
                  member.getValue(),
                  !namesArePropertyNames && member.getKey().equals("properties"));
        }
      }
    } else if (schema.isArray()) {
      for (JsonNode element : schema) {
        count += count(element, false);
      }
    }
    return count;
  }

  /** Keywords whose value is an instance and not a schema. */
  private static boolean isData(String keyword) {
    return Set.of("default", "const", "enum", "examples").contains(keyword);
  }

  private static String token(JsonNode annotation) {
    String name = annotation.asText("");
    if (!annotation.isTextual() || !Token.is(name)) {
      throw new IllegalArgumentException(ANNOTATION + " is not a header name (RFC 9110 §5.1)");
    }
    return name;
  }

  private static void requireMirrorableType(JsonNode property) {
    if (!MIRRORABLE.contains(property.path("type").asText(""))) {
      throw new IllegalArgumentException(
          ANNOTATION + " is for a string, an integer or a boolean only");
    }
  }
}
