package io.github.mcpecho.testing.conformance;

import java.util.function.BiConsumer;

/** What a client makes of {@code iss} in the response of the authorization server. */
final class IssuerOfResponse {
  private IssuerOfResponse() {}

  static BiConsumer<AuthorizationFlow, Checks> accepted(String check) {
    return (flow, checks) ->
        checks.note(
            check, !flow.tokenRequests().isEmpty(), "it did not go on to the token endpoint");
  }

  static BiConsumer<AuthorizationFlow, Checks> rejected(String check) {
    return (flow, checks) -> {
      boolean arrived = !flow.authorizations().isEmpty();
      checks.note(
          check,
          arrived && flow.tokenRequests().isEmpty(),
          arrived ? "it exchanged the code" : "it never asked for an authorization");
    };
  }
}
