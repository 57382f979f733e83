package io.github.mcpecho.testing.oauth;

import java.util.Optional;
import java.util.Set;

/**
 * What a user approved.
 *
 * @param resource the audience of the tokens
 * @param thumbprint of the key that the refresh token of a public client is bound to
 */
record Grant(String clientId, String resource, Set<String> scopes, Optional<String> thumbprint) {
  Grant withScopes(Set<String> fewer) {
    return new Grant(clientId, resource, fewer, thumbprint);
  }

  Grant boundTo(Optional<String> newThumbprint) {
    return new Grant(clientId, resource, scopes, newThumbprint);
  }
}
