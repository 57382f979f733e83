package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.schema.MirroredParameter;
import java.util.List;
import java.util.Optional;

/**
 * What the revisions of one kind have around the methods that all share: what they read beside the
 * params of a request, and what they add to a result.
 */
interface Era {
  /** Returns whether the method exists in this era. */
  boolean has(McpMethod method);

  /**
   * Lets a request in whose envelope is in order.
   *
   * @param served whether the server has the method in this era
   * @throws JsonRpcException for a request that is rejected as a whole
   */
  void admit(JsonRpcMessage.Request request, CallContext context, boolean served);

  /**
   * Lets a call with arguments go on if what it brings beside them is in order.
   *
   * @throws JsonRpcException for an error answer
   */
  void admitArguments(MethodCall call, List<MirroredParameter> mirrored, ObjectNode arguments);

  /**
   * Returns what the client can do, and what it answered to the questions of an earlier round.
   *
   * @param name of what is called with the arguments
   * @throws JsonRpcException for an error answer
   */
  ClientInput input(MethodCall call, String name, ObjectNode arguments);

  /**
   * Returns the result that asks the client, or nothing if this era has no way to ask.
   *
   * @param name of what is called with the arguments
   * @throws JsonRpcException for an error answer
   */
  Optional<ObjectNode> questions(
      InputRequired input, ClientInput client, MethodCall call, String name, ObjectNode arguments);

  /** Returns the result with what this era adds to it. */
  ObjectNode decorated(Answer answer);

  /** Returns the revision that the client of a call speaks, as far as its request says so. */
  ProtocolVersion revision(MethodCall call);

  /** Returns the code of the error for a resource that does not exist. */
  int unknownResource();

  /** Returns what an error answer of this code is to an adapter. */
  Reply.Kind kindOf(int errorCode);
}
