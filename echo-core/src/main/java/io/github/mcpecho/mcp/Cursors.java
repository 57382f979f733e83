package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Lists come whole, so no cursor was ever handed out and none is valid. */
final class Cursors {
  private Cursors() {}

  static void refuse(ObjectNode params) {
    if (params.has("cursor")) {
      throw McpErrors.invalidParams("cursor was not issued by this server");
    }
  }
}
