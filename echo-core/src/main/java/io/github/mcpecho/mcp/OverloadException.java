package io.github.mcpecho.mcp;

import io.github.mcpecho.internal.jsonrpc.JsonRpcError;

/** Carries out that there is no room for a request that could be served at another time. */
final class OverloadException extends RuntimeException {
  OverloadException(String what) {
    // An expected outcome, not a defect: no stack trace.
    super("Overloaded: too many " + what + " at once, try again", null, false, false);
  }

  JsonRpcError error() {
    return JsonRpcError.of(JsonRpcError.INTERNAL_ERROR, getMessage());
  }
}
