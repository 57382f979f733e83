package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.testing.RecordedCall;
import java.util.function.BiConsumer;

/**
 * How a client authenticates at the token endpoint.
 *
 * @param method the one that it is given
 */
record TokenEndpointAuthentication(String method) implements BiConsumer<AuthorizationFlow, Checks> {
  @Override
  public void accept(AuthorizationFlow flow, Checks checks) {
    for (RecordedCall call : flow.tokenRequests()) {
      checks.note(
          "Token endpoint authentication method",
          method(call).equals(method),
          "it authenticated with " + method(call));
    }
    NamedResource.note(flow, checks);
  }

  private static String method(RecordedCall call) {
    if (AuthorizationFlow.isBasic(call)) {
      return "client_secret_basic";
    }
    return AuthorizationFlow.parameter(call, "client_secret").isPresent()
        ? "client_secret_post"
        : "none";
  }
}
