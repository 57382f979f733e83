package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.diagnosis.clients.AuthorizationFinding;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.List;

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
      return named.stream().filter(this::isKnown).findFirst().orElse(urls.resource());
    }
    if (named.size() != 1) {
      throw OAuthError.INVALID_TARGET.because(
          named.isEmpty() ? "There is no resource" : "There is more than one resource");
    }
    if (!isKnown(named.get(0))) {
      throw OAuthError.INVALID_TARGET.because("resource is not this MCP endpoint");
    }
    return named.get(0);
  }

  boolean isKnown(String resource) {
    return resource.equals(urls.resource())
        || settings.challenge().publication().resources().apply(urls).contains(resource)
        || settings.otherResources().contains(resource);
  }
}
