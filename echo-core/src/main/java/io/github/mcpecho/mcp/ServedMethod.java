package io.github.mcpecho.mcp;

import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.protocol.McpMethod;

/**
 * A method that this server has.
 *
 * @param method what it is called, in which eras it exists, and what {@code Mcp-Name} repeats of it
 * @param handler what answers it, in each of these eras
 */
record ServedMethod(McpMethod method, Handler handler) {
  /** Answers requests; it knows of their era only what {@link Era} offers. Thread-safe. */
  interface Handler {
    /**
     * Returns the answer, still without what the era adds.
     *
     * @throws JsonRpcException for an error answer
     */
    Answer answer(MethodCall call);
  }
}
