package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * A client of the authorization server.
 *
 * @param secret empty if it has none
 * @param authMethods how it may show that it is this client (RFC 7591 §2)
 * @param redirectUris where the user is sent back to; with none, anywhere on loopback
 */
record Client(
    String id,
    String secret,
    Set<String> authMethods,
    List<String> redirectUris,
    Set<String> grantTypes) {
  static final String NONE = "none";
  static final String BASIC = "client_secret_basic";
  static final String POST = "client_secret_post";

  static final Set<String> GRANTS =
      Set.of("authorization_code", "refresh_token", "client_credentials");

  /**
   * One that is known beforehand.
   *
   * @throws IllegalArgumentException if users may not be sent to one of the URIs
   */
  static Client known(String id, String secret, List<String> redirectUris) {
    if (!redirectUris.stream().allMatch(Client::isAcceptable)) {
      throw new IllegalArgumentException("Not for redirects: " + redirectUris);
    }
    Set<String> authMethods = secret.isEmpty() ? Set.of(NONE) : Set.of(BASIC, POST);
    return new Client(id, secret, authMethods, redirectUris, GRANTS);
  }

  /** One that says of itself who it is. */
  static Client ofDocument(String url) {
    return new Client(url, "", Set.of(NONE), List.of(), GRANTS);
  }

  /** Redirect URIs are compared as text (OAuth 2.1 §2.3.1). */
  boolean isAt(String redirectUri) {
    return redirectUris.isEmpty() ? isOnLoopback(redirectUri) : redirectUris.contains(redirectUri);
  }

  /** Returns whether users may be sent to a URI: not in the clear to another machine. */
  static boolean isAcceptable(String redirectUri) {
    URI uri;
    try {
      uri = URI.create(redirectUri);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return uri.isAbsolute()
        && uri.getRawFragment() == null
        && (!uri.getScheme().equalsIgnoreCase("http") || isOnLoopback(redirectUri));
  }

  private static boolean isOnLoopback(String redirectUri) {
    try {
      URI uri = URI.create(redirectUri);
      return "http".equalsIgnoreCase(uri.getScheme())
          && uri.getRawFragment() == null
          && uri.getHost() != null
          && Host.ofNode(uri.getHost()).scope() == HostScope.LOOPBACK;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
