package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Answers {@code tools/call}: find, check, run, check again. */
record ToolCalls(
    Registry<RegisteredTool> registry,
    JsonRpcCodec codec,
    RunningCalls running,
    UnaryOperator<String> quoting,
    Redaction redaction) {
  private static final Logger LOG = System.getLogger(ToolCalls.class.getName());

  /** Cancels the calls that run. */
  void stop() {
    running.stop();
  }

  /** The order of these checks is part of the contract: the first that fails is the answer. */
  Answer answer(MethodCall call) {
    RegisteredTool tool = find(call.params(), call.context());
    ObjectNode arguments = arguments(call.params());
    Optional<JsonNode> progressToken = progressToken(call.params());
    Era era = call.era();
    era.admitArguments(call, tool.mirrored(), arguments);
    List<String> problems = tool.input().problems(arguments, quoting);
    if (!problems.isEmpty()) {
      String place = call.params().has("arguments") ? "" : " Arguments go into params.arguments.";
      return finished(
          tool,
          ToolResult.error(
              "Invalid arguments for %s: %s.%s"
                  .formatted(tool.name(), String.join(". ", problems), place)));
    }
    ClientInput client = era.input(call, tool.name(), arguments);
    ToolOutcome outcome = run(tool, arguments, progressToken, call, client);
    return outcome instanceof ToolResult result
        ? finished(tool, result)
        : era.questions((InputRequired) outcome, client, call, tool.name(), arguments)
            .map(asked -> new Answer(asked, Optional.empty(), tool.name(), false))
            .orElseGet(() -> finished(tool, cannotAsk(tool)));
  }

  private static Answer finished(RegisteredTool tool, ToolResult result) {
    return new Answer(result.toJson(), Optional.empty(), tool.name(), result.isError());
  }

  private static ToolResult cannotAsk(RegisteredTool tool) {
    return ToolResult.error(
        tool.name()
            + " needs input from the client, which takes revision 2026-07-28 of the protocol.");
  }

  /** Returns the names of the tools that are there for this caller. */
  List<String> names(CallContext caller) {
    return registry.names(caller);
  }

  private RegisteredTool find(ObjectNode params, CallContext caller) {
    JsonNode name = params.path("name");
    if (!name.isTextual()) {
      throw new JsonRpcException(
          JsonRpcError.of(
              JsonRpcError.INVALID_PARAMS,
              "Invalid params: params.name must be a string, the name of a tool",
              McpErrors.known(registry.names(caller))));
    }
    return registry.require(name.textValue(), caller, quoting);
  }

  private static ObjectNode arguments(ObjectNode params) {
    JsonNode arguments = params.get("arguments");
    if (arguments == null) {
      return Json.object();
    }
    if (arguments instanceof ObjectNode object) {
      return object;
    }
    throw McpErrors.invalidParams("params.arguments must be an object");
  }

  private static Optional<JsonNode> progressToken(ObjectNode params) {
    JsonNode token = params.path("_meta").get("progressToken");
    if (token == null) {
      return Optional.empty();
    }
    if (!token.isTextual() && !Json.isInteger(token)) {
      throw McpErrors.invalidParams("_meta.progressToken must be a string or an integer");
    }
    return Optional.of(token);
  }

  private ToolOutcome run(
      RegisteredTool tool,
      ObjectNode arguments,
      Optional<JsonNode> progressToken,
      MethodCall call,
      ClientInput client) {
    Outbound outbound = call.outbound();
    Progress progress =
        progressToken.isPresent() && outbound.canStream()
            ? new ProgressNotifications(progressToken.get(), outbound, codec)
            : Progress.SILENT;
    try (RunningCalls.RunningCall cancellation = running.begin(tool.name(), outbound)) {
      var toolCall =
          new ToolCall(
              new ToolArguments(arguments),
              call.context(),
              call.request(),
              client,
              progress,
              cancellation,
              outbound,
              redaction);
      ToolOutcome outcome = outcome(tool, toolCall);
      if (outcome instanceof ToolResult result) {
        requireOutputSchema(tool, result);
      }
      return outcome;
    }
  }

  private ToolOutcome outcome(RegisteredTool tool, ToolCall call) {
    try {
      return Objects.requireNonNull(tool.tool().call(call), "A tool returns an outcome");
    } catch (JsonRpcException | OutOfMemoryError | InternalError e) {
      // What the JVM cannot do is nobody's mistake here: the adapter answers.
      throw e;
    } catch (Exception | Error e) {
      Optional<Cancellation.Reason> reason = call.cancellation().reason();
      if (reason.isPresent()) {
        return ToolResult.error(
            tool.name() + " was stopped: " + running.why(reason.get(), tool.name()) + ".");
      }
      if (e instanceof InterruptedException) {
        // Not ours: the owner of this thread wants it to stop.
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
            .map(content -> tool.output().get().problems(content, quoting))
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
