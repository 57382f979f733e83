package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What every revision shares about {@code tools/call}: find, check, run, check again. */
final class ToolCalls {
  private static final Logger LOG = System.getLogger(ToolCalls.class.getName());

  private final ToolRegistry registry;
  private final JsonRpcCodec codec;
  private final RunningCalls running;
  private final Duration limit;
  private final UnaryOperator<String> redaction;
  private final Redaction toolRedaction;

  ToolCalls(
      ToolRegistry registry,
      JsonRpcCodec codec,
      Duration limit,
      UnaryOperator<String> redaction,
      Redaction toolRedaction) {
    this.registry = registry;
    this.codec = codec;
    this.running = new RunningCalls(limit);
    this.limit = limit;
    this.redaction = redaction;
    this.toolRedaction = toolRedaction;
  }

  /**
   * Returns the tool that the params name.
   *
   * @throws JsonRpcException with -32602
   */
  RegisteredTool find(ObjectNode params) {
    JsonNode name = params.path("name");
    if (!name.isTextual()) {
      throw McpErrors.invalidParams("name must be a string");
    }
    return registry
        .find(name.textValue())
        .orElseThrow(
            () -> McpErrors.invalidParams("unknown tool: " + redaction.apply(name.textValue())));
  }

  /**
   * Returns the arguments, an empty object if there are none.
   *
   * @throws JsonRpcException with -32602
   */
  ObjectNode arguments(ObjectNode params) {
    JsonNode arguments = params.get("arguments");
    if (arguments == null) {
      return Json.object();
    }
    if (arguments instanceof ObjectNode object) {
      return object;
    }
    throw McpErrors.invalidParams("arguments must be an object");
  }

  /**
   * Returns the token to report progress with.
   *
   * @throws JsonRpcException with -32602
   */
  Optional<JsonNode> progressToken(ObjectNode params) {
    JsonNode token = params.path("_meta").get("progressToken");
    if (token == null) {
      return Optional.empty();
    }
    if (!token.isTextual() && !token.isIntegralNumber()) {
      throw McpErrors.invalidParams("_meta.progressToken must be a string or an integer");
    }
    return Optional.of(token);
  }

  /** Returns what is wrong with the arguments as a failed result, or nothing if they are right. */
  Optional<ToolResult> refuse(RegisteredTool tool, ObjectNode arguments) {
    List<String> problems = tool.input().problems(arguments, redaction);
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ToolResult.error(
            "Invalid arguments for " + tool.name() + ": " + String.join(". ", problems) + "."));
  }

  /**
   * Runs a tool with arguments that fit its schema.
   *
   * @throws JsonRpcException if the tool asks for it, or if its result breaks its own output schema
   */
  ToolOutcome run(
      RegisteredTool tool,
      ObjectNode arguments,
      JsonRpcMessage.Request request,
      CallContext context,
      ClientInput client,
      Outbound outbound) {
    Progress progress =
        progressToken(request.params())
            .filter(token -> outbound.canStream())
            .<Progress>map(token -> new ProgressNotifications(token, outbound, codec))
            .orElse(Progress.SILENT);
    try (RunningCalls.RunningCall cancellation = running.begin(outbound)) {
      var call =
          new ToolCall(
              new ToolArguments(arguments),
              context,
              request,
              client,
              progress,
              cancellation,
              toolRedaction);
      ToolOutcome outcome = outcome(tool, call);
      if (outcome instanceof ToolResult result) {
        requireOutputSchema(tool, result);
      }
      return outcome;
    }
  }

  private ToolOutcome outcome(RegisteredTool tool, ToolCall call) {
    try {
      return Objects.requireNonNull(tool.tool().call(call), "A tool returns an outcome");
    } catch (JsonRpcException e) {
      throw e;
    } catch (Exception | StackOverflowError | LinkageError e) {
      if (call.cancellation().isCancelled()) {
        return ToolResult.error(
            tool.name() + " was stopped: it ran longer than " + limit.toMillis() + " ms.");
      }
      if (e instanceof InterruptedException) {
        // Not ours: whoever owns this thread wants it to stop.
        Thread.currentThread().interrupt();
        LOG.log(Level.DEBUG, "Tool {0} was interrupted", tool.name());
        return ToolResult.error(tool.name() + " was interrupted: the server stops.");
      }
      LOG.log(Level.ERROR, "Tool " + tool.name() + " failed", e);
      return ToolResult.error(
          tool.name() + " failed unexpectedly; the server log has the details.");
    }
  }

  private void requireOutputSchema(RegisteredTool tool, ToolResult result) {
    if (tool.output().isEmpty() || result.isError()) {
      return;
    }
    List<String> problems =
        result
            .structuredContent()
            .map(content -> tool.output().get().problems(content, redaction))
            .orElse(List.of("There is no structuredContent"));
    if (!problems.isEmpty()) {
      LOG.log(
          Level.ERROR,
          "The result of tool {0} breaks its own output schema: {1}",
          tool.name(),
          String.join(". ", problems));
      throw new JsonRpcException(JsonRpcError.internalError());
    }
  }
}
