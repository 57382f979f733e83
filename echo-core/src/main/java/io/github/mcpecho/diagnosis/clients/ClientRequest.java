package io.github.mcpecho.diagnosis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.ModernEnvelope;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An HTTP request of a client to the MCP endpoint, and what could be read of its body.
 *
 * @param messages the message of the body, or the messages of the batch, without the invalid ones
 * @param isBatch whether the body is an array
 * @param malformed what kept the body or a part of it from being read
 */
public record ClientRequest(
    CallContext context, List<JsonRpcMessage> messages, boolean isBatch, List<Finding> malformed) {
  /** A path that only a schema of the test server refers to, so nobody else asks for it. */
  public static final String CANARY = "/canary/schema.json";

  public ClientRequest {
    messages = List.copyOf(messages);
    malformed = List.copyOf(malformed);
  }

  /** Reads the body of a POST; other requests have none. */
  public static ClientRequest read(CallContext context, byte[] body, JsonRpcCodec codec) {
    if (!context.method().equals("POST")) {
      return withoutBody(context);
    }
    var messages = new ArrayList<JsonRpcMessage>();
    var malformed = new ArrayList<Finding>();
    boolean batch = false;
    try {
      JsonNode json = codec.parse(body);
      batch = json instanceof ArrayNode;
      if (batch && json.isEmpty()) {
        malformed.add(ClientFinding.CLIENT_MESSAGE_INVALID.found("an empty array"));
      }
      for (JsonNode element : batch ? json : List.of(json)) {
        readMessage(element, body, codec, messages, malformed);
      }
    } catch (JsonRpcException e) {
      ClientFinding kind =
          e.error().code() == JsonRpcError.PARSE_ERROR
              ? ClientFinding.CLIENT_BODY_MALFORMED
              : ClientFinding.CLIENT_MESSAGE_INVALID;
      malformed.add(kind.found(e.error().message()));
    }
    return new ClientRequest(context, messages, batch, malformed);
  }

  /** Returns a request whose body did not arrive or is not read. */
  public static ClientRequest withoutBody(CallContext context) {
    return new ClientRequest(context, List.of(), false, List.of());
  }

  /** Returns the request or notification if the body is a single one. */
  public Optional<JsonRpcMessage.Call> call() {
    return isBatch ? Optional.empty() : calls().stream().findFirst();
  }

  List<JsonRpcMessage.Call> calls() {
    return messagesOf(JsonRpcMessage.Call.class);
  }

  List<JsonRpcMessage.Request> requests() {
    return messagesOf(JsonRpcMessage.Request.class);
  }

  List<JsonRpcMessage.Notification> notifications() {
    return messagesOf(JsonRpcMessage.Notification.class);
  }

  /** Returns whether there are responses beside requests or notifications. */
  boolean isMixed() {
    return !calls().isEmpty() && !messagesOf(JsonRpcMessage.Response.class).isEmpty();
  }

  private <T> List<T> messagesOf(Class<T> kind) {
    return messages.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Returns whether this is of a revision without sessions, or claims to be. */
  public boolean isModern() {
    return calls().stream().anyMatch(call -> ModernEnvelope.claim(call.params()).isPresent())
        || versions().stream()
            .flatMap(name -> ProtocolVersion.of(name).stream())
            .anyMatch(ProtocolVersion::isModern);
  }

  boolean isInitialize() {
    return requests().stream().anyMatch(request -> McpMethod.INITIALIZE.is(request.method()));
  }

  /** Returns the revision that it claims, known or not: in its messages, else in its header. */
  Optional<String> claimedVersion() {
    return requests().stream()
        .filter(request -> McpMethod.INITIALIZE.is(request.method()))
        .map(request -> request.params().path("protocolVersion"))
        .findFirst()
        .or(() -> calls().stream().flatMap(ClientRequest::claim).findFirst())
        .map(JsonNode::asText)
        .or(() -> versions().stream().findFirst());
  }

  private static Stream<JsonNode> claim(JsonRpcMessage.Call call) {
    return ModernEnvelope.claim(call.params()).stream();
  }

  List<String> versions() {
    return context.headers().all(McpHeaderNames.PROTOCOL_VERSION);
  }

  private static void readMessage(
      JsonNode json,
      byte[] body,
      JsonRpcCodec codec,
      List<JsonRpcMessage> messages,
      List<Finding> malformed) {
    try {
      messages.add(codec.message(json, body));
    } catch (JsonRpcException e) {
      malformed.add(ClientFinding.CLIENT_MESSAGE_INVALID.found(e.error().message()));
    }
  }
}
