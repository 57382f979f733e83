package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Revisions 2024-11-05 to 2025-11-25, without a session (<a
 * href="https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle">lifecycle</a>):
 * {@code initialize} is answered and forgotten.
 */
final class LegacyEra implements Era {
  private static final Set<String> METHODS =
      Set.of("initialize", "ping", "tools/list", "tools/call");

  private final ServerInfo serverInfo;
  private final Set<ProtocolVersion> supported;
  private final ProtocolVersion preferred;
  private final JsonNode tools;
  private final ToolCalls calls;
  private final UnaryOperator<String> redaction;

  LegacyEra(
      ServerInfo serverInfo,
      Set<ProtocolVersion> supported,
      ProtocolVersion preferred,
      JsonNode tools,
      ToolCalls calls,
      UnaryOperator<String> redaction) {
    this.serverInfo = serverInfo;
    this.supported = supported;
    this.preferred = preferred;
    this.tools = tools;
    this.calls = calls;
    this.redaction = redaction;
  }

  @Override
  public void admit(JsonRpcMessage.Request request, CallContext context) {
    // The revision was settled from the header; these revisions have no envelope to check.
  }

  @Override
  public Answer answer(JsonRpcMessage.Request request, CallContext context, Outbound outbound) {
    return switch (request.method()) {
      case "initialize" -> Answer.of(initialize(request.params()));
      case "ping" -> Answer.of(Json.object());
      case "tools/list" -> Answer.of(listTools(request.params()));
      case "tools/call" -> callTool(request, context, outbound);
      default ->
          throw new JsonRpcException(
              JsonRpcError.methodNotFound(redaction.apply(request.method())));
    };
  }

  /** Never 404: to clients of these revisions that means that their session is lost. */
  @Override
  public Reply.Kind kindOf(int errorCode) {
    return Reply.Kind.ANSWERED;
  }

  @Override
  public boolean knows(String method) {
    return METHODS.contains(method);
  }

  private ObjectNode initialize(ObjectNode params) {
    JsonNode requested = params.path("protocolVersion");
    if (!requested.isTextual()) {
      throw McpErrors.invalidParams("protocolVersion must be a string");
    }
    ProtocolVersion version =
        ProtocolVersion.of(requested.textValue())
            .filter(known -> !known.isModern() && supported.contains(known))
            .orElse(preferred);
    ObjectNode result = Json.object();
    result.put("protocolVersion", version.wireName());
    result.putObject("capabilities").putObject("tools");
    result.set("serverInfo", serverInfo.toJson());
    if (!serverInfo.instructions().isEmpty()) {
      result.put("instructions", serverInfo.instructions());
    }
    return result;
  }

  private ObjectNode listTools(ObjectNode params) {
    Cursors.refuse(params);
    ObjectNode result = Json.object();
    result.set("tools", tools);
    return result;
  }

  private Answer callTool(JsonRpcMessage.Request request, CallContext context, Outbound outbound) {
    RegisteredTool tool = calls.find(request.params());
    ObjectNode arguments = calls.arguments(request.params());
    calls.progressToken(request.params());
    Optional<ToolResult> refused = calls.refuse(tool, arguments);
    ToolResult result =
        refused.isPresent()
            ? refused.get()
            : finished(
                tool, calls.run(tool, arguments, request, context, ClientInput.none(), outbound));
    return new Answer(objectsOnly(result).toJson(), tool.name(), result.isError());
  }

  /** A question would need a session to come back to. */
  private static ToolResult finished(RegisteredTool tool, ToolOutcome outcome) {
    return outcome instanceof ToolResult result
        ? result
        : ToolResult.error(
            tool.name()
                + " needs input from the client, which takes revision 2026-07-28 of the protocol.");
  }

  /** In these revisions {@code structuredContent} is an object or absent. */
  private static ToolResult objectsOnly(ToolResult result) {
    if (result.structuredContent().filter(content -> !content.isObject()).isEmpty()) {
      return result;
    }
    return new ToolResult(result.content(), Optional.empty(), result.isError(), result.meta());
  }
}
