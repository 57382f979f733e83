package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.protocol.ModernEnvelope;
import io.github.mcpecho.internal.protocol.Notifications;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Revision 2026-07-28 (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic">base protocol</a>): every
 * request carries its own envelope, mirrored in headers, and nothing is remembered between two.
 */
final class ModernEra implements Era {
  private static final long LIST_TTL_MILLIS = 300_000;
  private static final Set<String> METHODS =
      Set.of("server/discover", "tools/list", "tools/call", "subscriptions/listen");

  private final ServerInfo serverInfo;
  private final ObjectNode introduction;
  private final Set<ProtocolVersion> supported;
  private final JsonNode tools;
  private final ToolCalls calls;
  private final RoundTrips roundTrips;
  private final MirroredHeaders mirrored;
  private final JsonRpcCodec codec;
  private final UnaryOperator<String> redaction;

  ModernEra(
      ServerInfo serverInfo,
      Set<ProtocolVersion> supported,
      JsonNode tools,
      ToolCalls calls,
      RoundTrips roundTrips,
      MirroredHeaders mirrored,
      JsonRpcCodec codec,
      UnaryOperator<String> redaction) {
    this.serverInfo = serverInfo;
    this.introduction = serverInfo.toJson();
    this.supported = supported;
    this.tools = tools;
    this.calls = calls;
    this.roundTrips = roundTrips;
    this.mirrored = mirrored;
    this.codec = codec;
    this.redaction = redaction;
  }

  /** The order of these checks is part of the contract: the first that fails is the answer. */
  @Override
  public void admit(JsonRpcMessage.Request request, CallContext context) {
    ModernEnvelope envelope = ModernEnvelope.of(request.params());
    mirrored.requireVersion(context.headers(), envelope.protocolVersion());
    requireServed(envelope.protocolVersion());
    mirrored.requireMethodAndName(context.headers(), request);
    if (knows(request.method())) {
      ModernEnvelope.requireKnownLogLevel(request.params());
    }
  }

  @Override
  public Answer answer(JsonRpcMessage.Request request, CallContext context, Outbound outbound) {
    return switch (request.method()) {
      case "server/discover" -> Answer.of(complete(discover()));
      case "tools/list" -> Answer.of(complete(listTools(request)));
      case "tools/call" -> callTool(request, context, outbound);
      case "subscriptions/listen" -> Answer.of(listen(request, outbound));
      default ->
          throw new JsonRpcException(
              JsonRpcError.methodNotFound(redaction.apply(request.method())));
    };
  }

  @Override
  public Reply.Kind kindOf(int errorCode) {
    return switch (errorCode) {
      case JsonRpcError.METHOD_NOT_FOUND -> Reply.Kind.UNKNOWN_METHOD;
      case McpErrorCodes.HEADER_MISMATCH, McpErrorCodes.MISSING_CLIENT_CAPABILITY ->
          Reply.Kind.REJECTED;
      default -> Reply.Kind.ANSWERED;
    };
  }

  @Override
  public boolean knows(String method) {
    return METHODS.contains(method);
  }

  private void requireServed(String version) {
    boolean served =
        ProtocolVersion.of(version)
            .filter(known -> known.isModern() && supported.contains(known))
            .isPresent();
    if (!served) {
      throw McpErrors.unsupportedProtocolVersion(
          redaction.apply(version),
          supported.stream().filter(ProtocolVersion::isModern).toList(),
          "Unsupported protocol version");
    }
  }

  private ObjectNode discover() {
    ObjectNode result = Json.object();
    ArrayNode versions = result.putArray("supportedVersions");
    supported.stream()
        .filter(ProtocolVersion::isModern)
        .forEach(version -> versions.add(version.wireName()));
    result.putObject("capabilities").putObject("tools");
    if (!serverInfo.instructions().isEmpty()) {
      result.put("instructions", serverInfo.instructions());
    }
    return cacheable(result);
  }

  private ObjectNode listTools(JsonRpcMessage.Request request) {
    Cursors.refuse(request.params());
    ObjectNode result = Json.object();
    result.set("tools", tools);
    return cacheable(result);
  }

  private Answer callTool(JsonRpcMessage.Request request, CallContext context, Outbound outbound) {
    ObjectNode params = request.params();
    RegisteredTool tool = calls.find(params);
    ObjectNode arguments = calls.arguments(params);
    calls.progressToken(params);
    RoundTrips.requireWellFormed(params);
    mirrored.requireParameters(context.headers(), tool.mirrored(), arguments);
    Optional<ToolResult> refused = calls.refuse(tool, arguments);
    if (refused.isPresent()) {
      return new Answer(complete(refused.get().toJson()), tool.name(), true);
    }
    ClientInput client = roundTrips.input(params, tool, arguments, context);
    ToolOutcome outcome = calls.run(tool, arguments, request, context, client, outbound);
    if (outcome instanceof ToolResult result) {
      return new Answer(complete(result.toJson()), tool.name(), result.isError());
    }
    ObjectNode questions =
        roundTrips.questions((InputRequired) outcome, client, tool, arguments, context);
    return new Answer(identified(questions), tool.name(), false);
  }

  /** No list ever changes here, so a subscription is acknowledged as empty and ends at once. */
  private ObjectNode listen(JsonRpcMessage.Request request, Outbound outbound) {
    SubscriptionFilter.require(request.params());
    ObjectNode params = Json.object();
    params.putObject("notifications");
    params.putObject("_meta").set(MetaKeys.SUBSCRIPTION_ID, request.id());
    outbound.send(
        codec.encode(codec.notification(Notifications.SUBSCRIPTION_ACKNOWLEDGED, params)));
    ObjectNode result = Json.object();
    result.putObject("_meta").set(MetaKeys.SUBSCRIPTION_ID, request.id());
    return complete(result);
  }

  private static ObjectNode cacheable(ObjectNode result) {
    return result.put("ttlMs", LIST_TTL_MILLIS).put("cacheScope", "public");
  }

  private ObjectNode complete(ObjectNode result) {
    return identified(result.put("resultType", "complete"));
  }

  private ObjectNode identified(ObjectNode result) {
    result.withObjectProperty("_meta").set(MetaKeys.SERVER_INFO, introduction);
    return result;
  }
}
