package io.github.mcpecho.testing.oauth;

import com.nimbusds.jose.jwk.JWK;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.protocol.OAuthNames;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A client of the authorization server.
 *
 * @param secret empty if it has none
 * @param authMethods how it may show that it is this client (RFC 7591 §2)
 * @param redirectUris where the user is sent back to; with none, anywhere on loopback
 * @param key that its assertions are signed with, if it has one
 */
record Client(
    String id,
    String secret,
    Set<String> authMethods,
    List<String> redirectUris,
    Set<String> grantTypes,
    Optional<JWK> key) {
  private static final System.Logger LOG = System.getLogger(Client.class.getName());

  static final String NONE = "none";
  static final String BASIC = "client_secret_basic";
  static final String POST = "client_secret_post";
  static final String KEY = "private_key_jwt";

  static final List<String> AUTH_METHODS = List.of(NONE, BASIC, POST, KEY);

  static final Set<String> GRANTS =
      Set.of(
          "authorization_code",
          "refresh_token",
          OAuthNames.CLIENT_CREDENTIALS,
          OAuthNames.JWT_BEARER);

  /**
   * One that is known beforehand.
   *
   * @throws IllegalArgumentException if users may not be sent to one of the URIs
   */
  static Client known(String id, String secret, List<String> redirectUris) {
    Set<String> authMethods = secret.isEmpty() ? Set.of(NONE) : Set.of(BASIC, POST);
    return known(id, secret, authMethods, redirectUris, Optional.empty());
  }

  /**
   * One that is known beforehand, with a key.
   *
   * @throws IllegalArgumentException if users may not be sent to one of the URIs, or the key is no
   *     public JWK
   */
  static Client withKey(String id, String publicKey, List<String> redirectUris) {
    return known(id, "", Set.of(KEY), redirectUris, Optional.of(publicKey(publicKey)));
  }

  private static JWK publicKey(String text) {
    try {
      JWK key = JWK.parse(text);
      if (!key.isPrivate()) {
        return key;
      }
    } catch (ParseException e) {
      LOG.log(System.Logger.Level.DEBUG, "No JWK", e);
    }
    throw new IllegalArgumentException(
        "A public key is a JWK (RFC 7517) without private members, such as"
            + " {\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"...\", \"y\": \"...\"}");
  }

  private static Client known(
      String id,
      String secret,
      Set<String> authMethods,
      List<String> redirectUris,
      Optional<JWK> key) {
    if (!redirectUris.stream().allMatch(Client::isAcceptable)) {
      throw new IllegalArgumentException(
          "A redirect URI is absolute and without a fragment, and http is for loopback: "
              + redirectUris);
    }
    return new Client(id, secret, authMethods, redirectUris, GRANTS, key);
  }

  /** One that says of itself who it is. */
  static Client ofDocument(String url) {
    return new Client(url, "", Set.of(NONE), List.of(), GRANTS, Optional.empty());
  }

  /**
   * Redirect URIs are compared as text, but for the port on loopback, which a program gets when it
   * starts (OAuth 2.1 §2.3.1, §8.4.2).
   */
  boolean isAt(String redirectUri) {
    return redirectUris.isEmpty() ? isOnLoopback(redirectUri) : isOneOf(redirectUris, redirectUri);
  }

  static boolean isOneOf(List<String> registered, String redirectUri) {
    return registered.stream().anyMatch(known -> isSame(known, redirectUri));
  }

  private static boolean isSame(String registered, String redirectUri) {
    return registered.equals(redirectUri)
        || isOnLoopback(registered)
            && isOnLoopback(redirectUri)
            && withoutPort(registered).equals(withoutPort(redirectUri));
  }

  private static String withoutPort(String uri) {
    return uri.replaceFirst("^(http://(?:\\[[^\\]]*\\]|[^/?:]*)):[0-9]*", "$1");
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

  static boolean isOnLoopback(String redirectUri) {
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
