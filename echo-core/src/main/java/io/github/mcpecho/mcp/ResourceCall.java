package io.github.mcpecho.mcp;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import java.time.Instant;
import java.util.Map;

/**
 * Everything a resource may know about one call. URI, variables and context are as they came,
 * tokens and cookies included.
 *
 * @param uri what the client reads, a valid URI
 * @param variables the values of a template's variables, decoded; none of a resource without a
 *     template
 * @param context the HTTP request around the call
 * @param client what the client can do and has answered
 * @param cancellation tells whether anybody still waits
 * @param redaction makes a text of the request fit to be shown
 */
public record ResourceCall(
    String uri,
    Map<String, String> variables,
    CallContext context,
    ClientInput client,
    Cancellation cancellation,
    Redaction redaction) {
  public ResourceCall {
    variables = Map.copyOf(variables);
  }

  /** Returns a call with nothing around it, for tests of a resource. */
  public static ResourceCall of(String uri, Map<String, String> variables) {
    return new ResourceCall(
        uri,
        variables,
        CallContext.local(Headers.NONE, Instant.EPOCH),
        ClientInput.none(),
        Cancellation.NEVER,
        Redaction.LENGTH_ONLY);
  }

  /**
   * Returns the value of a variable of the template.
   *
   * @throws IllegalStateException if it has none of this name
   */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalStateException("The template has no variable " + name);
    }
    return value;
  }

  /** Names only: a value may be a secret. */
  @Override
  public String toString() {
    return "variables " + variables.keySet() + ", " + context;
  }
}
