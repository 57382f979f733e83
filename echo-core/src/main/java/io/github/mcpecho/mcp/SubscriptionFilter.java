package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The filter of {@code subscriptions/listen} (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/subscriptions">subscriptions</a>).
 */
final class SubscriptionFilter {
  static final String RESOURCES = "resourceSubscriptions";

  private SubscriptionFilter() {}

  /**
   * Requires a well-formed filter.
   *
   * @throws io.github.mcpecho.internal.jsonrpc.JsonRpcException with -32602
   */
  static void require(ObjectNode params) {
    JsonNode filter = params.path("notifications");
    if (!filter.isObject()) {
      throw McpErrors.invalidParams("notifications must be an object");
    }
    for (ListKind list : ListKind.values()) {
      String flag = list.filter();
      if (filter.has(flag) && !filter.get(flag).isBoolean()) {
        throw McpErrors.invalidParams("notifications." + flag + " must be a boolean");
      }
    }
    JsonNode resources = filter.path(RESOURCES);
    boolean strings = resources.isArray();
    for (JsonNode uri : resources) {
      strings &= uri.isTextual();
    }
    if (filter.has(RESOURCES) && !strings) {
      throw McpErrors.invalidParams("notifications." + RESOURCES + " must be strings");
    }
  }
}
