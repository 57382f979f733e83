package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.InputRequest;

/**
 * What the server asks the client, see {@link McpEchoServer#ask} and {@link ClientConnection#ask}.
 * Whether the client declared that it can answer is not looked at.
 *
 * @param method such as {@code sampling/createMessage}
 */
public record ServerRequest(String method, ObjectNode params) {
  /**
   * Any request.
   *
   * @param params a JSON object
   * @throws IllegalArgumentException if it is none
   */
  public static ServerRequest of(String method, String params) {
    return new ServerRequest(method, JsonRpcText.object(params));
  }

  /** Asks the client's model to answer one message of the user. */
  public static ServerRequest sampling(String userText, int maxTokens) {
    return of(InputRequest.sampling(userText, maxTokens));
  }

  /**
   * Asks the user to fill in a form.
   *
   * @param schema of its fields, a JSON object
   * @throws IllegalArgumentException if it is none
   */
  public static ServerRequest elicitation(String message, String schema) {
    return of(InputRequest.elicitation(message, JsonRpcText.object(schema)));
  }

  /** Asks the user to open a page (2025-11-25 and later). */
  public static ServerRequest elicitationUrl(String message, String url, String elicitationId) {
    return new ServerRequest(
        InputRequest.Kind.ELICITATION.method(),
        Json.object()
            .put("mode", "url")
            .put("message", message)
            .put("url", url)
            .put("elicitationId", elicitationId));
  }

  /** Asks for the client's roots. */
  public static ServerRequest roots() {
    return of(InputRequest.roots());
  }

  /** Asks whether the client is there. */
  public static ServerRequest ping() {
    return new ServerRequest("ping", Json.object());
  }

  private static ServerRequest of(InputRequest request) {
    return new ServerRequest(request.kind().method(), request.params());
  }

  byte[] toJson(String id) {
    ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", id);
    message.put("method", method).set("params", params);
    return JsonRpcText.JSON.write((JsonNode) message);
  }

  /** Returns the result that asks this of a client of 2026-07-28. */
  byte[] toRound(JsonNode id, String key, String state) {
    ObjectNode result = Json.object().put("resultType", "input_required");
    ObjectNode question = result.putObject("inputRequests").putObject(key);
    question.put("method", method).set("params", params);
    result.put("requestState", state);
    return JsonRpcText.CODEC.result(id, result);
  }
}
