package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.doctor.exchange.Exchanges;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A handshake that worked, and what is said after it.
 *
 * @param session that the server gave, if it did: a secret
 * @param server name and version, as it says itself, harmless to show
 * @param capabilities what it says that it has
 */
record Conversation(
    Exchanges exchanges,
    URI uri,
    ProtocolVersion revision,
    Optional<String> session,
    String server,
    JsonNode capabilities) {

  /** Returns whether it says that it has these: tools, prompts or resources. */
  boolean offers(String what) {
    return capabilities.path(what).isObject();
  }

  Reply ask(String method, ObjectNode params) {
    return ask(method, params, UnaryOperator.identity());
  }

  /** Asks with a request that is changed in some way before it is sent. */
  Reply ask(String method, ObjectNode params, UnaryOperator<Request> change) {
    return send(change.apply(request(method, params)));
  }

  Reply send(Request request) {
    return Reply.of(exchanges.send(request));
  }

  /** Returns the request that {@link #ask} sends. */
  Request request(String method, ObjectNode params) {
    return Messages.request(uri, revision, session, method, params);
  }

  /** Returns the request that every server answers which knows its client. */
  Request toolsList() {
    return request(McpMethod.TOOLS_LIST.wireName(), Json.object());
  }

  Reply call(String tool, ObjectNode arguments, UnaryOperator<Request> change) {
    return ask(McpMethod.TOOLS_CALL.wireName(), call(tool, arguments), change);
  }

  static ObjectNode call(String tool, ObjectNode arguments) {
    ObjectNode params = Json.object().put("name", tool);
    params.set("arguments", arguments);
    return params;
  }

  Request notification(String method) {
    return Messages.notification(uri, revision, session, method);
  }
}
