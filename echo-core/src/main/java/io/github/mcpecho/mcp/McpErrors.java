package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.text.NearestName;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The errors that MCP adds to JSON-RPC (<a
 * href="https://modelcontextprotocol.io/specification/2026-07-28/basic#error-codes">error
 * codes</a>).
 */
final class McpErrors {
  private static final String HEADER_RULE =
      "https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http"
          + "#server-validation";

  private static final int MOST_KNOWN = 30;

  private McpErrors() {}

  static JsonRpcException headerMismatch(String header, String why) {
    return headerMismatch(header, why, Json.object());
  }

  /** The value that belongs there has been redacted. */
  static JsonRpcException headerMissing(String header, String expected) {
    return headerMismatch(header, "is missing", Json.object().put("expected", expected));
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

  /** A resource whose URI is none; it is redacted. */
  static JsonRpcException malformedUri(String uri, String why) {
    return new JsonRpcException(
        JsonRpcError.of(
            JsonRpcError.INVALID_PARAMS,
            "Invalid params: uri is no URI (RFC 3986), " + why,
            Json.object().put("uri", uri)));
  }

  /**
   * A resource that does not exist, or not for this caller.
   *
   * @param code that of the era
   * @param listed the URIs of all that there are, of which one may have been meant
   * @param offered those that are worth naming
   */
  static JsonRpcException unknownResource(
      int code,
      String uri,
      List<String> listed,
      List<String> offered,
      UnaryOperator<String> quoting) {
    String quoted = quoting.apply(uri);
    return new JsonRpcException(
        JsonRpcError.of(
            code,
            "Resource not found: " + quoted + NearestName.hint(uri, listed),
            known(offered).put("uri", quoted)));
  }

  /**
   * A name that nothing has here: the message is short and has the nearest one that something has,
   * the data has the others.
   *
   * @param what it is the name of, in words before it
   */
  static JsonRpcException unknownName(
      String what, String name, List<String> known, UnaryOperator<String> quoting) {
    return new JsonRpcException(
        JsonRpcError.of(
            JsonRpcError.INVALID_PARAMS,
            "Invalid params: " + what + " " + quoting.apply(name) + NearestName.hint(name, known),
            known(known)));
  }

  /** Returns the data of an error about a name: those that there are, or the first of many. */
  static ObjectNode known(List<String> names) {
    ObjectNode data = Json.object();
    names.stream().limit(MOST_KNOWN).forEach(data.putArray("known")::add);
    return data;
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
