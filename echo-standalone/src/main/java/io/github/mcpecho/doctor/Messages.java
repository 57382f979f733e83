package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes requests as a client of some revision does. */
final class Messages {
  static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  static final String ID = "mcp-echo-doctor";

  static final ObjectNode NOTHING = Json.object();

  static final String ACCEPT = "application/json, text/event-stream";

  private Messages() {}

  /** Returns a POST of this body, with the headers that every client sends. */
  static Request post(URI uri, byte[] body) {
    return Request.of("POST", uri)
        .with("Content-Type", "application/json")
        .with("Accept", ACCEPT)
        .with("User-Agent", "mcp-echo-doctor/" + McpEcho.version())
        .withBody(body)
        .until(event -> Reply.isResponse(event.data()) || OldTransport.isFirst(event));
  }

  /** Returns the message that begins a conversation of this revision. */
  static Request handshake(URI uri, ProtocolVersion revision) {
    String method = handshakeMethod(revision);
    return revision.isModern()
        ? request(uri, revision, Optional.empty(), method, Json.object())
        : post(uri, JSON.write(message(method, introduction(revision))));
  }

  static String handshakeMethod(ProtocolVersion revision) {
    return (revision.isModern() ? McpMethod.SERVER_DISCOVER : McpMethod.INITIALIZE).wireName();
  }

  private static ObjectNode introduction(ProtocolVersion revision) {
    ObjectNode params = Json.object().put("protocolVersion", revision.wireName());
    params.putObject("capabilities");
    params.set("clientInfo", clientInfo());
    return params;
  }

  private static ObjectNode clientInfo() {
    return Json.object().put("name", "mcp-echo-doctor").put("version", McpEcho.version());
  }

  /**
   * Returns a request of a conversation.
   *
   * @param session that the server gave, if it did
   */
  static Request request(
      URI uri,
      ProtocolVersion revision,
      Optional<String> session,
      String method,
      ObjectNode params) {
    if (revision.isModern()) {
      Request request =
          post(uri, JSON.write(message(method, withEnvelope(params, revision))))
              .with(McpHeaderNames.PROTOCOL_VERSION, revision.wireName())
              .with(McpHeaderNames.METHOD, method);
      return McpMethod.nameParam(method)
          .map(param -> request.with(McpHeaderNames.NAME, params.path(param).asText()))
          .orElse(request);
    }
    return legacy(uri, revision, session, JSON.write(message(method, params)));
  }

  static Request changed(Request sound, Consumer<ObjectNode> change) {
    ObjectNode message = (ObjectNode) JSON.parse(sound.body());
    change.accept(message);
    return sound.withBody(JSON.write(message));
  }

  static Request notification(
      URI uri, ProtocolVersion revision, Optional<String> session, String method) {
    ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", method);
    return legacy(uri, revision, session, JSON.write(message));
  }

  private static Request legacy(
      URI uri, ProtocolVersion revision, Optional<String> session, byte[] body) {
    return inSession(post(uri, body), revision, session);
  }

  /** Returns the request with the headers by which a server knows what was agreed. */
  static Request inSession(Request request, ProtocolVersion revision, Optional<String> session) {
    Request asked =
        revision.hasVersionHeader()
            ? request.with(McpHeaderNames.PROTOCOL_VERSION, revision.wireName())
            : request;
    return session.map(id -> asked.with(McpHeaderNames.SESSION_ID, id)).orElse(asked);
  }

  private static ObjectNode message(String method, ObjectNode params) {
    ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", ID).put("method", method);
    message.set("params", params);
    return message;
  }

  private static ObjectNode withEnvelope(ObjectNode params, ProtocolVersion revision) {
    ObjectNode copy = params.deepCopy();
    ObjectNode meta = copy.withObjectProperty("_meta");
    meta.put(MetaKeys.PROTOCOL_VERSION, revision.wireName());
    meta.set(MetaKeys.CLIENT_INFO, clientInfo());
    meta.putObject(MetaKeys.CLIENT_CAPABILITIES);
    return copy;
  }
}
