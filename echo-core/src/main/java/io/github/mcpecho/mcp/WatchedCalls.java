package io.github.mcpecho.mcp;

import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.protocol.McpMethod;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;

/**
 * Runs what prompts, resources and completions do with a call, under the same watch as tools. What
 * goes wrong there is an error of JSON-RPC: unlike a tool's, their results have no way to say so.
 */
record WatchedCalls(RunningCalls running) {
  private static final Logger LOG = System.getLogger(WatchedCalls.class.getName());

  /**
   * Returns what the call comes to.
   *
   * @param what is called, for the log
   * @throws JsonRpcException if it fails or is stopped
   */
  <O> O run(McpMethod method, String what, MethodCall call, Handler<Cancellation, O> task) {
    try (RunningCalls.RunningCall cancellation =
        running.begin(method.wireName(), call.outbound())) {
      try {
        return Objects.requireNonNull(task.handle(cancellation), "There has to be an outcome");
      } catch (JsonRpcException | OutOfMemoryError | InternalError e) {
        // What the JVM cannot do is nobody's mistake here: the adapter answers.
        throw e;
      } catch (Exception | Error e) {
        throw failure(method, what, cancellation, e);
      }
    }
  }

  private JsonRpcException failure(
      McpMethod method, String what, Cancellation cancellation, Throwable e) {
    if (cancellation.isCancelled()) {
      String why = running.why(cancellation.reason().get(), method.wireName());
      return McpErrors.notDone("stopped, " + why);
    }
    if (e instanceof InterruptedException) {
      // Not ours: the owner of this thread wants it to stop.
      Thread.currentThread().interrupt();
      return McpErrors.notDone("stopped, the server stops");
    }
    LOG.log(Level.ERROR, method.wireName() + " of " + what + " failed", e);
    return new JsonRpcException(JsonRpcError.internalError());
  }
}
