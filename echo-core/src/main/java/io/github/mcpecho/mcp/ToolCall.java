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
 * Everything a tool may know about one call. Arguments, context, params and body are as they came,
 * tokens and cookies included: what a result, a progress message or a log shows of them goes
 * through {@link #redaction} first.
 */
public final class ToolCall {
  private final ToolArguments arguments;
  private final CallContext context;
  private final JsonRpcMessage.Request request;
  private final ClientInput client;
  private final Progress progress;
  private final Cancellation cancellation;
  private final ResponseStream stream;
  private final Redaction redaction;

  ToolCall(
      ToolArguments arguments,
      CallContext context,
      JsonRpcMessage.Request request,
      ClientInput client,
      Progress progress,
      Cancellation cancellation,
      ResponseStream stream,
      Redaction redaction) {
    this.arguments = arguments;
    this.context = context;
    this.request = request;
    this.client = client;
    this.progress = progress;
    this.cancellation = cancellation;
    this.stream = stream;
    this.redaction = redaction;
  }

  /**
   * Returns a call with these arguments and nothing around it, for tests of a tool. They are not
   * validated.
   *
   * @param arguments a JSON object
   */
  public static ToolCall of(String arguments) {
    return ofParams(
        Json.object().set("arguments", new Json(Json.DEFAULT_MAX_DEPTH).parse(arguments)));
  }

  /**
   * Returns a call with these params and nothing around it, for tests of a tool that looks at more
   * than its arguments. They are not validated.
   *
   * @param params {@code name}, {@code arguments} and {@code _meta}, as far as the tool needs them
   */
  public static ToolCall ofParams(ObjectNode params) {
    JsonNode arguments = params.get("arguments");
    return new ToolCall(
        new ToolArguments(arguments == null ? Json.object() : (ObjectNode) arguments),
        CallContext.local(Headers.NONE, Instant.EPOCH),
        new JsonRpcMessage.Request(params.numberNode(1), McpMethod.TOOLS_CALL.wireName(), params),
        ClientInput.none(),
        Progress.SILENT,
        Cancellation.NEVER,
        Outbound.NONE,
        Redaction.LENGTH_ONLY);
  }

  /** Returns the same call in this request, for tests of a tool. */
  public ToolCall withContext(CallContext newContext) {
    return new ToolCall(
        arguments, newContext, request, client, progress, cancellation, stream, redaction);
  }

  /** Returns the same call of this client, for tests of a tool. */
  public ToolCall withClient(ClientInput newClient) {
    return new ToolCall(
        arguments, context, request, newClient, progress, cancellation, stream, redaction);
  }

  /** Returns the same call with progress reported here, for tests of a tool. */
  public ToolCall withProgress(Progress newProgress) {
    return new ToolCall(
        arguments, context, request, client, newProgress, cancellation, stream, redaction);
  }

  /** Returns the same call, which this cancels, for tests of a tool. */
  public ToolCall withCancellation(Cancellation newCancellation) {
    return new ToolCall(
        arguments, context, request, client, progress, newCancellation, stream, redaction);
  }

  /** Returns the arguments, validated against the tool's input schema. */
  public ToolArguments arguments() {
    return arguments;
  }

  /** Returns the HTTP request around the call. */
  public CallContext context() {
    return context;
  }

  /** Returns all params of the call: {@code name}, {@code arguments}, {@code _meta}. */
  public ObjectNode params() {
    return request.params();
  }

  /**
   * Returns the bytes that the call came in: the call alone, or the whole batch that it is part of;
   * none if it did not come as bytes. The array is shared: do not change it.
   */
  public byte[] body() {
    return request.body();
  }

  /** Returns what the client can do and has answered. */
  public ClientInput client() {
    return client;
  }

  /** Returns where to report how far the call has come. */
  public Progress progress() {
    return progress;
  }

  /** Returns what tells whether anybody still waits. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** Returns the same call, answered on this stream, for tests of a tool. */
  public ToolCall withStream(ResponseStream newStream) {
    return new ToolCall(
        arguments, context, request, client, progress, cancellation, newStream, redaction);
  }

  /** Returns what progress travels on. */
  public ResponseStream stream() {
    return stream;
  }

  /** Returns what makes a text of the call fit to be shown. */
  public Redaction redaction() {
    return redaction;
  }

  /** Names only: a value may be a secret. */
  @Override
  public String toString() {
    return "arguments " + arguments + ", " + context;
  }
}
