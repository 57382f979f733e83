package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.MirroredValue;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.schema.MirroredParameter;
import java.util.List;
import java.util.Optional;

/**
 * Revisions 2024-11-05 to 2025-11-25, without a session (<a
 * href="https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle">lifecycle</a>):
 * nothing around a request but the header with the revision, and nothing around a result.
 */
final class LegacyEra implements Era {
  @Override
  public boolean has(McpMethod method) {
    return method.isLegacy();
  }

  @Override
  public void admit(JsonRpcMessage.Request request, CallContext context, boolean served) {
    // The revision was settled from the header; these revisions have no envelope to check.
  }

  @Override
  public void admitArguments(
      MethodCall call, List<MirroredParameter> mirrored, ObjectNode arguments) {
    // No header repeats an argument, and no call goes on with an earlier one.
  }

  @Override
  public ClientInput input(MethodCall call, String name, ObjectNode arguments) {
    return ClientInput.none();
  }

  /** A question would need a session to come back to. */
  @Override
  public Optional<ObjectNode> questions(
      InputRequired input, ClientInput client, MethodCall call, String name, ObjectNode arguments) {
    return Optional.empty();
  }

  /** In these revisions {@code structuredContent} is an object or absent. */
  @Override
  public ObjectNode decorated(Answer answer) {
    ObjectNode result = answer.result();
    JsonNode structured = result.get("structuredContent");
    if (structured != null && !structured.isObject()) {
      result.remove("structuredContent");
    }
    return result;
  }

  /** A client that sends no header speaks 2025-03-26, or 2024-11-05 before it. */
  @Override
  public ProtocolVersion revision(MethodCall call) {
    return call.context()
        .headers()
        .first(McpHeaderNames.PROTOCOL_VERSION)
        .map(MirroredValue::trim)
        .flatMap(ProtocolVersion::of)
        .orElse(ProtocolVersion.V2025_03_26);
  }

  @Override
  public int unknownResource() {
    return McpErrorCodes.RESOURCE_NOT_FOUND;
  }

  /** Never 404: to clients of these revisions that means that their session is lost. */
  @Override
  public Reply.Kind kindOf(int errorCode) {
    return Reply.Kind.ANSWERED;
  }
}
