package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The {@code error} member of a JSON-RPC response.
 *
 * @param code see <a href="https://www.jsonrpc.org/specification#error_object">JSON-RPC 2.0
 *     §5.1</a>
 * @param message one short sentence, never a value of the request that could be a secret
 * @param data more about the error, if there is more
 */
public record JsonRpcError(int code, String message, Optional<JsonNode> data) {

  public static final int PARSE_ERROR = -32700;
  public static final int INVALID_REQUEST = -32600;
  public static final int METHOD_NOT_FOUND = -32601;
  public static final int INVALID_PARAMS = -32602;
  public static final int INTERNAL_ERROR = -32603;

  public static JsonRpcError of(int code, String message) {
    return new JsonRpcError(code, message, Optional.empty());
  }

  public static JsonRpcError of(int code, String message, JsonNode data) {
    return new JsonRpcError(code, message, Optional.of(data));
  }

  /** The body is not JSON (-32700). */
  static JsonRpcError parseError(String why) {
    return of(PARSE_ERROR, "Parse error: " + why);
  }

  /** The JSON is not a JSON-RPC message (-32600). */
  public static JsonRpcError invalidRequest(String why) {
    return of(INVALID_REQUEST, "Invalid request: " + why);
  }

  /** The method does not exist here (-32601). */
  public static JsonRpcError methodNotFound(String why, JsonNode data) {
    return of(METHOD_NOT_FOUND, "Method not found: " + why, data);
  }

  /** The params do not fit the method (-32602). */
  public static JsonRpcError invalidParams(String why) {
    return of(INVALID_PARAMS, "Invalid params: " + why);
  }

  /** Something failed here; the log knows what (-32603). */
  public static JsonRpcError internalError() {
    return of(INTERNAL_ERROR, "Internal error: the server log has the details");
  }
}
