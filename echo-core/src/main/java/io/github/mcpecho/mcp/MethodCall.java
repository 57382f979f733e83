package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;

/** A request that was let in, on its way to its method. */
record MethodCall(Era era, JsonRpcMessage.Request request, CallContext context, Outbound outbound) {
  ObjectNode params() {
    return request.params();
  }
}
