package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;

/**
 * A list without pages: the server hands out no cursor, so none is valid.
 *
 * @param member the member of the result that holds it
 */
record WholeList(String member, JsonNode elements) {
  Answer answer(MethodCall call) {
    if (call.params().has("cursor")) {
      throw McpErrors.invalidParams("cursor was not issued by this server");
    }
    ObjectNode result = Json.object();
    result.set(member, elements);
    return Answer.cacheable(result);
  }
}
