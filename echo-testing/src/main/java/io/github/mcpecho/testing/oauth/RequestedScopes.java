package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.diagnosis.clients.AuthorizationFinding;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The scopes that a client asks its user for. */
final class RequestedScopes {
  private static final String OFFLINE_ACCESS = "offline_access";

  private RequestedScopes() {}

  static Optional<String> notThoseNamed(Step step) {
    Optional<Set<String>> named = named(step);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Set<String> requested = requested(step);
    var allowed = new LinkedHashSet<>(named.get());
    allowed.addAll(before(step));
    allowed.add(OFFLINE_ACCESS);
    var missing = new LinkedHashSet<>(named.get());
    missing.removeAll(requested);
    if (AuthorizationFinding.OAUTH_SCOPE_DROPPED.holdsIn(step.revision())) {
      missing.removeAll(leftOut(step));
    }
    return missing.isEmpty() && allowed.containsAll(requested)
        ? Optional.empty()
        : Optional.of(
            "asked for " + text(requested) + " where the server named " + text(named.get()));
  }

  static Optional<String> dropped(Step step) {
    return Optional.of(leftOut(step))
        .filter(scopes -> !scopes.isEmpty())
        .map(scopes -> "without " + text(scopes));
  }

  /** Returns what was asked for before, if more than that is wanted now. */
  private static Set<String> leftOut(Step step) {
    boolean stepsUp = step.lastRefusal().filter(call -> call.status().orElse(0) == 403).isPresent();
    Set<String> missing = stepsUp ? before(step) : new LinkedHashSet<>();
    missing.removeAll(requested(step));
    return missing;
  }

  static Optional<String> offlineAccess(Step step) {
    boolean told = step.serverMetadata().has("issuer");
    return told
            && requested(step).contains(OFFLINE_ACCESS)
            && !Step.texts(step.serverMetadata().path("scopes_supported")).contains(OFFLINE_ACCESS)
            && named(step).filter(scopes -> scopes.contains(OFFLINE_ACCESS)).isEmpty()
        ? Optional.of("scopes_supported has no " + OFFLINE_ACCESS)
        : Optional.empty();
  }

  static Optional<String> withoutRefresh(Step step) {
    return step.told()
        .registration(step.clientId())
        .filter(known -> requested(step).contains(OFFLINE_ACCESS))
        .map(known -> Step.texts(known.metadata().path("grant_types")))
        .filter(grants -> !grants.contains("refresh_token"))
        .map(grants -> "grant_types: " + text(grants));
  }

  /** Returns what the last challenge names, else the metadata; nothing if neither was told. */
  private static Optional<Set<String>> named(Step step) {
    return step.lastRefusal()
        .flatMap(refusal -> Step.challenged(refusal, "scope").stream().findFirst())
        .map(Step::words)
        .or(
            () ->
                step.resourceMetadata().stream()
                    .findFirst()
                    .map(metadata -> Step.texts(metadata.path("scopes_supported"))));
  }

  private static Set<String> requested(Step step) {
    return Step.words(step.parameters().first("scope").orElse(""));
  }

  /** Returns what this client has asked for before. */
  private static Set<String> before(Step step) {
    var all = new LinkedHashSet<String>();
    step.authorizationsOfClient()
        .map(Step::parametersOf)
        .forEach(one -> all.addAll(Step.words(one.first("scope").orElse(""))));
    return all;
  }

  private static String text(Set<String> words) {
    return words.isEmpty() ? "none" : String.join(" ", words);
  }
}
