package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.protocol.McpMethod;
import java.time.Instant;

/**
 * Everything a tool may know about one call.
 *
 * @param arguments validated against the tool's input schema
 * @param context the HTTP request around the call
 * @param request the JSON-RPC request itself
 * @param client what the client can do and has answered
 * @param progress where to report how far the call has come
 * @param cancellation whether anybody still waits
 * @param redaction what to send everything through that this call holds, before a result, a
 *     progress message or a log shows it: arguments, context and request are as they came, tokens
 *     and cookies included
 */
public record ToolCall(
    ToolArguments arguments,
    CallContext context,
    JsonRpcMessage.Request request,
    ClientInput client,
    Progress progress,
    Cancellation cancellation,
    Redaction redaction) {

  /**
   * Returns a call with these arguments and nothing around it, for tests of a tool. They are not
   * validated.
   *
   * @param arguments a JSON object
   */
  public static ToolCall of(String arguments) {
    ObjectNode params = Json.object();
    JsonNode json = new Json(Json.DEFAULT_MAX_DEPTH).parse(arguments);
    params.set("arguments", json);
    return of(
        new ToolArguments((ObjectNode) json),
        Headers.NONE,
        Instant.EPOCH,
        new JsonRpcMessage.Request(params.numberNode(1), McpMethod.TOOLS_CALL.wireName(), params));
  }

  /** Returns a call that came in this request, for tests of a tool that looks at it. */
  public static ToolCall of(
      ToolArguments arguments,
      Headers headers,
      Instant receivedAt,
      JsonRpcMessage.Request request) {
    return new ToolCall(
        arguments,
        CallContext.local(headers, receivedAt),
        request,
        ClientInput.none(),
        Progress.SILENT,
        Cancellation.NEVER,
        Redaction.LENGTH_ONLY);
  }
}
