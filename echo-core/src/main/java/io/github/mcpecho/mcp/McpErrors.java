package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import java.util.List;

/**
 * The errors that MCP adds to JSON-RPC (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic#error-codes">error
 * codes</a>).
 */
final class McpErrors {
  private static final String HEADER_RULE =
      "https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http"
          + "#server-validation";

  private McpErrors() {}

  static JsonRpcException headerMismatch(String header, String why) {
    return headerMismatch(header, why, Json.object());
  }

  /** The values have been redacted. */
  static JsonRpcException headerMismatch(String header, String received, String expected) {
    return headerMismatch(
        header,
        "differs from the body",
        Json.object().put("received", received).put("expected", expected));
  }

  private static JsonRpcException headerMismatch(String header, String why, ObjectNode sides) {
    ObjectNode data = Json.object().put("header", header);
    data.setAll(sides);
    data.put("rule", HEADER_RULE);
    return new JsonRpcException(
        JsonRpcError.of(
            McpErrorCodes.HEADER_MISMATCH, "Header mismatch: " + header + " " + why, data));
  }

  static JsonRpcException missingClientCapability(String capability) {
    ObjectNode data = Json.object();
    data.putObject("requiredCapabilities").putObject(capability);
    return new JsonRpcException(
        JsonRpcError.of(
            McpErrorCodes.MISSING_CLIENT_CAPABILITY,
            "The client lacks the capability " + capability,
            data));
  }

  static JsonRpcException unsupportedProtocolVersion(
      String requested, List<ProtocolVersion> supported, String message) {
    ObjectNode data = Json.object();
    ArrayNode versions = data.putArray("supported");
    supported.forEach(version -> versions.add(version.wireName()));
    data.put("requested", requested);
    return new JsonRpcException(
        JsonRpcError.of(McpErrorCodes.UNSUPPORTED_PROTOCOL_VERSION, message, data));
  }

  /**
   * A resource that does not exist, or not for this caller.
   *
   * @param code that of the era
   * @param uri redacted
   */
  static JsonRpcException unknownResource(int code, String uri, String why) {
    return new JsonRpcException(JsonRpcError.of(code, why, Json.object().put("uri", uri)));
  }

  /** A failure that is no defect, and that nobody has to look for in the log. */
  static JsonRpcException notDone(String why) {
    return new JsonRpcException(
        JsonRpcError.of(JsonRpcError.INTERNAL_ERROR, "Internal error: " + why));
  }

  static JsonRpcException invalidParams(String why) {
    return new JsonRpcException(JsonRpcError.invalidParams(why));
  }

  static JsonRpcException invalidRequest(String why) {
    return new JsonRpcException(JsonRpcError.invalidRequest(why));
  }
}
