package io.github.mcpecho.testing.faults;

import io.github.mcpecho.internal.jsonrpc.JsonRpcError;

/**
 * Answers with JSON that is a wrong response (<a
 * href="https://www.jsonrpc.org/specification#response_object">JSON-RPC 2.0 §5</a>).
 */
public final class JsonRpcFault {
  private JsonRpcFault() {}

  /**
   * Answers with an id of the same type that no request has: {@code wrong-id}. The request stays
   * without a response, and a client must not take this for one; radareorg/radare2-mcp#68. As a
   * stream of events it is {@link Sse#wrongId}.
   */
  public static NamedBehaviour wrongId() {
    return new LabelledBehaviour(
        "wrong-id",
        ResponseBehaviour.toAny(
            (client, real) ->
                client.respond(real.status(), JsonRpc.withId(real.body(), JsonRpc::wrongId))));
  }

  /**
   * Answers with the same id as another type, {@code "7"} for {@code 7} and {@code 7} for {@code
   * "7"}, and null for a string that is no number: {@code id-of-other-type}. The id must have the
   * value of the request; some clients let it pass; modelcontextprotocol/python-sdk#961 and PR
   * 1720.
   */
  public static NamedBehaviour idOfOtherType() {
    return new LabelledBehaviour(
        "id-of-other-type",
        ResponseBehaviour.toAny(
            (client, real) ->
                client.respond(
                    real.status(), JsonRpc.withId(real.body(), JsonRpc::idOfOtherType))));
  }

  /**
   * Answers with this error to the request, without the tool being run: {@code json-rpc-error}.
   * With status 200 every client shows the message; with another one clients are known to show the
   * status alone; envoyproxy/envoy PR 46454.
   *
   * @param status 200 to 599
   * @param code such as -32603
   */
  public static NamedBehaviour error(int status, int code, String message) {
    Requirements.finalStatus(status);
    return new LabelledBehaviour(
        "json-rpc-error",
        status + " " + code,
        client ->
            client.respond(
                status, JsonRpc.error(client.call().rpcId(), JsonRpcError.of(code, message))));
  }
}
