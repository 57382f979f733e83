package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One well-formed JSON-RPC 2.0 message. Ids stay the JSON value they came as. */
public sealed interface JsonRpcMessage {

  /** A message that names a method: a {@link Request} or a {@link Notification}. */
  sealed interface Call extends JsonRpcMessage {
    /** Returns the method name, case-sensitive. */
    String method();

    /** Returns the params, an empty object if the message had none. */
    ObjectNode params();
  }

  /**
   * A call that is answered.
   *
   * @param id a JSON string or integer
   * @param body the bytes that the call came in: the call alone, or the whole batch that it is part
   *     of; empty if it did not come as bytes. Shared, not to be changed.
   */
  record Request(JsonNode id, String method, ObjectNode params, byte[] body) implements Call {
    private static final byte[] NO_BYTES = {};

    /** A call that did not come as bytes. */
    public Request(JsonNode id, String method, ObjectNode params) {
      this(id, method, params, NO_BYTES);
    }

    /** The method only: params may hold secrets. */
    @Override
    public String toString() {
      return "Request " + method;
    }
  }

  /** A call that is never answered. */
  record Notification(String method, ObjectNode params) implements Call {
    /** The method only: params may hold secrets. */
    @Override
    public String toString() {
      return "Notification " + method;
    }
  }

  /** A result or error that a peer posted; it has no meaning for a stateless server. */
  record Response() implements JsonRpcMessage {}
}
