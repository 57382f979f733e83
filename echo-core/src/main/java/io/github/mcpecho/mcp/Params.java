package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads params of which the protocol says that they are strings. */
final class Params {
  private Params() {}

  /**
   * @param path what it is called in an error
   * @throws io.github.mcpecho.internal.jsonrpc.JsonRpcException with -32602 if it is none
   */
  static String string(JsonNode value, String path) {
    if (!value.isTextual()) {
      throw McpErrors.invalidParams(path + " must be a string");
    }
    return value.textValue();
  }

  /**
   * Returns the strings of an object by name, none if it is absent.
   *
   * @param path what the member is called in an error
   * @throws io.github.mcpecho.internal.jsonrpc.JsonRpcException with -32602 if it is no object of
   *     strings
   */
  static Map<String, String> strings(JsonNode member, String path) {
    Map<String, String> arguments = new LinkedHashMap<>();
    if (member.isMissingNode()) {
      return arguments;
    }
    if (!(member instanceof ObjectNode object)) {
      throw McpErrors.invalidParams(path + " must be an object");
    }
    for (Map.Entry<String, JsonNode> argument : object.properties()) {
      if (!argument.getValue().isTextual()) {
        throw McpErrors.invalidParams(path + " must be strings");
      }
      arguments.put(argument.getKey(), argument.getValue().textValue());
    }
    return arguments;
  }
}
