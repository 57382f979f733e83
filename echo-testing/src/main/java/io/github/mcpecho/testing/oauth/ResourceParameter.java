package io.github.mcpecho.testing.oauth;

import static java.util.stream.Collectors.toSet;

import io.github.mcpecho.diagnosis.clients.AuthorizationFinding;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What tokens are for (RFC 8707 §2). */
record ResourceParameter(ProtectedResource settings, Urls urls, ProtocolVersion revision) {
  /**
   * Returns the resource that a request names. MCP wants it named in every request since
   * 2025-06-18, save by a client that has no metadata to take it from.
   *
   * @throws OAuthException {@code invalid_target} if it is not this endpoint
   */
  String of(OAuthParameters parameters) {
    List<String> named = parameters.all("resource");
    List<String> known = settings.challenge().publication().resources().apply(urls);
    boolean needed =
        !known.isEmpty() && AuthorizationFinding.OAUTH_RESOURCE_MISSING.holdsIn(revision);
    if (named.isEmpty() && !needed || settings.has(Variation.UNDEMANDING)) {
      return named.stream().flatMap(one -> known(one).stream()).findFirst().orElse(urls.resource());
    }
    Set<Optional<String>> all = named.stream().map(this::known).collect(toSet());
    if (all.size() != 1) {
      throw OAuthError.INVALID_TARGET.because(
          all.isEmpty() ? "There is no resource" : "There is more than one resource");
    }
    return all.iterator()
        .next()
        .orElseThrow(() -> OAuthError.INVALID_TARGET.because("resource is not this MCP endpoint"));
  }

  /**
   * Returns the resource that tokens are issued for where a client names this one, however it
   * spells it; nothing if they are not. The origin is for those that no metadata tells the
   * endpoint.
   */
  Optional<String> known(String named) {
    List<String> published = settings.challenge().publication().resources().apply(urls);
    if (published.isEmpty() && isSame(named, urls.origin())) {
      return Optional.of(urls.resource());
    }
    return Stream.of(List.of(urls.resource()), published, settings.otherResources())
        .flatMap(List::stream)
        .filter(one -> isSame(one, named))
        .findFirst();
  }

  /**
   * Returns whether two identifiers are of one resource: upper case and a slash at the end are to
   * be put up with (MCP 2025-06-18 and later, authorization: Canonical Server URI).
   */
  static boolean isSame(String one, String other) {
    return canonical(one).equals(canonical(other));
  }

  private static String canonical(String resource) {
    String lower = Urls.withOriginInLowerCase(resource);
    return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
