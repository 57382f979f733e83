package io.github.mcpecho.mcp;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import java.time.Instant;
import java.util.Map;

/**
 * Everything a completion may know. Values and context are as they came.
 *
 * @param value what was typed so far, may be empty
 * @param arguments what the other arguments are already, by name, as far as the client says so
 * @param context the HTTP request around the call
 */
public record CompletionCall(String value, Map<String, String> arguments, CallContext context) {
  public CompletionCall {
    arguments = Map.copyOf(arguments);
  }

  /** Returns a call with nothing around it, for tests of a completion. */
  public static CompletionCall of(String value) {
    return new CompletionCall(value, Map.of(), CallContext.local(Headers.NONE, Instant.EPOCH));
  }

  /** Names only: a value may be a secret. */
  @Override
  public String toString() {
    return "arguments " + arguments.keySet() + ", " + context;
  }
}
