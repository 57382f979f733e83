package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;

/** Answers {@code tools/list}, with all tools at once. */
final class ToolList implements ServedMethod.Handler {
  private final JsonNode tools;

  ToolList(JsonNode tools) {
    this.tools = tools;
  }

  @Override
  public Answer answer(MethodCall call) {
    Cursors.refuse(call.params());
    ObjectNode result = Json.object();
    result.set("tools", tools);
    return Answer.cacheable(result);
  }
}
