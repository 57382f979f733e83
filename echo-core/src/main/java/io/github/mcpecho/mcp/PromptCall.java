package io.github.mcpecho.mcp;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a prompt may know about one call. Arguments and context are as they came, tokens and
 * cookies included.
 *
 * @param arguments by name; those that are required are there
 * @param context the HTTP request around the call
 * @param client what the client can do and has answered
 * @param cancellation tells whether anybody still waits
 * @param redaction makes a text of the request fit to be shown
 */
public record PromptCall(
    Map<String, String> arguments,
    CallContext context,
    ClientInput client,
    Cancellation cancellation,
    Redaction redaction) {
  public PromptCall {
    arguments = Map.copyOf(arguments);
  }

  /** Returns a call with these arguments and nothing around it, for tests of a prompt. */
  public static PromptCall of(Map<String, String> arguments) {
    return new PromptCall(
        arguments,
        CallContext.local(Headers.NONE, Instant.EPOCH),
        ClientInput.none(),
        Cancellation.NEVER,
        Redaction.LENGTH_ONLY);
  }

  /**
   * Returns an argument that the descriptor requires.
   *
   * @throws IllegalStateException if it does not
   */
  public String required(String name) {
    return optional(name)
        .orElseThrow(() -> new IllegalStateException("The prompt does not require " + name));
  }

  /** Returns an argument, empty if it is absent. */
  public Optional<String> optional(String name) {
    return Optional.ofNullable(arguments.get(name));
  }

  /** Names only: a value may be a secret. */
  @Override
  public String toString() {
    return "arguments " + arguments.keySet() + ", " + context;
  }
}
