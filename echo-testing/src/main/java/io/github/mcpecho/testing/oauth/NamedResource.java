package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.internal.protocol.OAuthNames;
import java.util.List;
import java.util.Optional;

/** The resource that a client asks for a token for (RFC 8707). */
final class NamedResource {
  private NamedResource() {}

  /** Without any metadata a client keeps to 2025-03-26, which knows no such parameter. */
  static Optional<String> missing(Step step) {
    boolean told = !publishedResources(step).isEmpty();
    return told && !isAssertion(step) && step.parameters().all("resource").isEmpty()
        ? Optional.of("no resource")
        : Optional.empty();
  }

  static Optional<String> other(Step step) {
    List<String> named = step.parameters().all("resource");
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> foreign =
        named.stream().filter(one -> step.knownResource(one).isEmpty()).findFirst();
    if (foreign.isPresent()) {
      return Optional.of("resource is " + foreign.get());
    }
    return step.authorization()
        .map(request -> Step.parametersOf(request).all("resource"))
        .filter(before -> !before.isEmpty() && !known(step, before).containsAll(known(step, named)))
        .map(before -> "resource is " + named.get(0) + ", and was " + before.get(0));
  }

  private static List<String> known(Step step, List<String> named) {
    return named.stream().flatMap(one -> step.knownResource(one).stream()).toList();
  }

  static Optional<String> withSlash(Step step) {
    return step.parameters().all("resource").stream()
        .filter(one -> one.endsWith("/"))
        .filter(one -> step.knownResource(one).filter(known -> !known.endsWith("/")).isPresent())
        .findFirst();
  }

  private static List<String> publishedResources(Step step) {
    return step.settings().challenge().publication().resources().apply(step.urls());
  }

  /** The assertion may name the resource itself. */
  private static boolean isAssertion(Step step) {
    return TokenRequest.isOf(step, OAuthNames.JWT_BEARER);
  }
}
