package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.testing.RecordedCall;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * How a client authenticates, and which resource it names meanwhile.
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
    Optional<String> asked = last(flow.authorizations());
    Optional<String> exchanged = last(flow.tokenRequests());
    checks.note(
        "Resource parameter in authorization request",
        asked.isPresent(),
        "the authorization request has no resource");
    checks.note(
        "Resource parameter in token request",
        exchanged.isPresent(),
        "the token request has no resource");
    asked
        .or(() -> exchanged)
        .ifPresent(
            resource ->
                checks.note(
                    "Resource parameter is valid canonical URI",
                    isCanonical(resource),
                    "the resource is no absolute URI, or has a fragment"));
    if (asked.isPresent() && exchanged.isPresent()) {
      checks.note(
          "Resource parameter consistency",
          asked.equals(exchanged),
          "the token request names another resource than the authorization request");
    }
  }

  private static String method(RecordedCall call) {
    if (AuthorizationFlow.isBasic(call)) {
      return "client_secret_basic";
    }
    return AuthorizationFlow.parameter(call, "client_secret").isPresent()
        ? "client_secret_post"
        : "none";
  }

  private static Optional<String> last(List<RecordedCall> calls) {
    return calls.isEmpty()
        ? Optional.empty()
        : AuthorizationFlow.parameter(calls.get(calls.size() - 1), "resource");
  }

  private static boolean isCanonical(String resource) {
    try {
      URI uri = URI.create(resource);
      return uri.isAbsolute() && uri.getRawFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
