package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.protocol.ModernEnvelope;
import io.github.mcpecho.internal.schema.MirroredParameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Revision 2026-07-28 (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic">base protocol</a>): every
 * request carries its own envelope, mirrored in headers, and nothing is remembered between two.
 */
final class ModernEra implements Era {
  private final ObjectNode serverInfo;
  private final JsonNode onlyServerInfo;
  private final Set<ProtocolVersion> supported;
  private final RoundTrips roundTrips;
  private final MirroredHeaders mirrored;
  private final UnaryOperator<String> redaction;

  ModernEra(
      ServerInfo serverInfo,
      Set<ProtocolVersion> supported,
      RoundTrips roundTrips,
      MirroredHeaders mirrored,
      UnaryOperator<String> redaction) {
    this.serverInfo = serverInfo.toJson();
    this.onlyServerInfo = Json.encoded(Json.object().set(MetaKeys.SERVER_INFO, this.serverInfo));
    this.supported = supported;
    this.roundTrips = roundTrips;
    this.mirrored = mirrored;
    this.redaction = redaction;
  }

  @Override
  public boolean has(McpMethod method) {
    return method.isModern();
  }

  /** The order of these checks is part of the contract: the first that fails is the answer. */
  @Override
  public void admit(JsonRpcMessage.Request request, CallContext context, boolean served) {
    ModernEnvelope envelope = ModernEnvelope.of(request.params());
    mirrored.requireVersion(context.headers(), envelope.protocolVersion());
    requireServed(envelope.protocolVersion());
    mirrored.requireMethodAndName(context.headers(), request);
    if (served) {
      ModernEnvelope.requireKnownLogLevel(request.params());
    }
  }

  @Override
  public void admitArguments(
      MethodCall call, List<MirroredParameter> parameters, ObjectNode arguments) {
    RoundTrips.requireWellFormed(call.params());
    mirrored.requireParameters(call.context().headers(), parameters, arguments);
  }

  @Override
  public ClientInput input(MethodCall call, String name, ObjectNode arguments) {
    return roundTrips.input(call.params(), name, arguments, call.context());
  }

  @Override
  public Optional<ObjectNode> questions(
      InputRequired input, ClientInput client, MethodCall call, String name, ObjectNode arguments) {
    return Optional.of(roundTrips.questions(input, client, name, arguments, call.context()));
  }

  @Override
  public ObjectNode decorated(Answer answer) {
    ObjectNode result = answer.result();
    if (answer.caching().isPresent()) {
      answer.caching().get().putInto(result);
    }
    if (!result.has("resultType")) {
      result.put("resultType", "complete");
    }
    if (result.get("_meta") instanceof ObjectNode own) {
      own.set(MetaKeys.SERVER_INFO, serverInfo);
    } else {
      result.set("_meta", onlyServerInfo);
    }
    return result;
  }

  @Override
  public ProtocolVersion revision(MethodCall call) {
    return ProtocolVersion.V2026_07_28;
  }

  @Override
  public int unknownResource() {
    return JsonRpcError.INVALID_PARAMS;
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
}
