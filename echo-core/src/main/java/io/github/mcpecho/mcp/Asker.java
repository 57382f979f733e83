package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.protocol.McpMethod;
import java.util.List;

/**
 * Lets a prompt or a resource ask the client, as a tool does.
 *
 * @param name what is called, or read
 * @param arguments what it is called with
 */
record Asker(MethodCall call, McpMethod method, String name, ObjectNode arguments) {
  /**
   * Returns what the client can do, and what it has answered.
   *
   * @throws io.github.mcpecho.internal.jsonrpc.JsonRpcException with -32602 if what it brings from
   *     an earlier round is not in order
   */
  ClientInput input() {
    call.era().admitArguments(call, List.of(), arguments);
    return call.era().input(call, sealedName(), arguments);
  }

  /**
   * Returns the answer that asks.
   *
   * @throws io.github.mcpecho.internal.jsonrpc.JsonRpcException if this client cannot be asked
   */
  Answer questions(InputRequired questions, ClientInput client) {
    return call.era()
        .questions(questions, client, call, sealedName(), arguments)
        .map(Answer::complete)
        .orElseThrow(
            () ->
                McpErrors.invalidParams(
                    "input from the client is needed, which takes revision 2026-07-28"));
  }

  /** Returns whether the client brings something from an earlier round. */
  boolean isLaterRound() {
    return call.params().has("inputResponses") || call.params().has("requestState");
  }

  /** A tool may have the same name, and must not take this state for its own. */
  private String sealedName() {
    return method.wireName() + " " + name;
  }
}
