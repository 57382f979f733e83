package io.github.mcpecho.testing.conformance;

import io.github.mcpecho.diagnosis.clients.AuthorizationFinding;
import io.github.mcpecho.testing.RecordedCall;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** For which resource a client asks for a token: the last time counts. */
final class NamedResource {
  private NamedResource() {}

  static void note(AuthorizationFlow flow, Checks checks) {
    Optional<RecordedCall> asking = naming(flow.authorizations());
    Optional<RecordedCall> exchanging = naming(flow.tokenRequests());
    checks.note(
        "Resource parameter in authorization request",
        asking.isPresent(),
        "no authorization request, or none with a resource");
    checks.note(
        "Resource parameter in token request",
        exchanging.isPresent(),
        "no token request, or none with a resource");
    asking
        .or(() -> exchanging)
        .flatMap(NamedResource::of)
        .ifPresent(
            resource ->
                checks.note(
                    "Resource parameter is valid canonical URI",
                    isCanonical(resource),
                    "the resource is no absolute URI, or has a fragment"));
    if (asking.isPresent() && exchanging.isPresent()) {
      checks.note(
          "Resource parameter consistency",
          of(asking.get()).equals(of(exchanging.get())),
          "the token request names another resource than the authorization request");
    }
    Stream.of(asking, exchanging)
        .flatMap(Optional::stream)
        .forEach(
            call ->
                checks.note(
                    "Resource parameter matches protected resource metadata",
                    !Findings.has(call, AuthorizationFinding.OAUTH_RESOURCE_OTHER),
                    "the resource is not the one that the metadata name"));
  }

  private static Optional<RecordedCall> naming(List<RecordedCall> calls) {
    return calls.isEmpty()
        ? Optional.empty()
        : Optional.of(calls.get(calls.size() - 1)).filter(call -> of(call).isPresent());
  }

  private static Optional<String> of(RecordedCall call) {
    return AuthorizationFlow.parameter(call, "resource");
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
