package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;

/** How the revisions of one kind answer a request. */
interface Era {
  /**
   * Lets a request in whose envelope is in order.
   *
   * @throws JsonRpcException for a request that is rejected as a whole
   */
  void admit(JsonRpcMessage.Request request, CallContext context);

  /**
   * Returns the result of a request that was let in.
   *
   * @throws JsonRpcException for an error answer
   */
  Answer answer(JsonRpcMessage.Request request, CallContext context, Outbound outbound);

  /** Returns what an error answer of this code is to an adapter. */
  Reply.Kind kindOf(int errorCode);

  /** Returns whether this era has the method. */
  boolean knows(String method);

  /**
   * A result.
   *
   * @param tool the tool that was called, empty if none
   * @param failed whether a tool says that it failed
   */
  record Answer(ObjectNode result, String tool, boolean failed) {
    static Answer of(ObjectNode result) {
      return new Answer(result, "", false);
    }
  }
}
