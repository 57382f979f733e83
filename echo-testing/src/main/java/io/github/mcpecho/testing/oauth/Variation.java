package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.internal.text.KebabCase;
import java.util.List;
import java.util.Set;

/**
 * How the authorization of a {@link ProtectedResource} differs from the plain case: what clients
 * have to cope with, or have to refuse.
 */
public enum Variation {
  /** The metadata promises {@code iss} (RFC 9207), the response has none: to be refused. */
  ISS_MISSING,
  /** {@code iss} is another issuer: to be refused. */
  ISS_WRONG,
  /** {@code iss} has a slash more than the issuer: to be refused, the comparison is of text. */
  ISS_NORMALIZED,
  /** The metadata promises no {@code iss}, and there is none: to be accepted. */
  ISS_NOT_ADVERTISED,
  /** The metadata promises no {@code iss}, the response has that of another: to be refused. */
  ISS_UNEXPECTED,
  /** The response has another {@code state} than the request: to be refused. */
  STATE_WRONG,
  /** The user says no: {@code access_denied}. */
  ACCESS_DENIED,
  /**
   * The issuer is {@code /tenant} at the origin: its path decides where its metadata is (RFC 8414
   * §3.1).
   */
  ISSUER_WITH_PATH,
  /** The metadata is of another issuer: to be refused (RFC 8414 §3.3). */
  ISSUER_MISMATCH,
  /** There is an OpenID configuration, and no RFC 8414 metadata. */
  OPENID_ONLY,
  /**
   * The metadata is where OpenID Connect alone has it: behind the path of the issuer, of {@link
   * #ISSUER_WITH_PATH}.
   */
  OPENID_APPENDED_ONLY,
  /**
   * There is no metadata of the authorization server: a client of 2025-03-26 goes to {@code
   * /authorize}, {@code /token} and {@code /register}, others have to give up.
   */
  NO_SERVER_METADATA,
  /**
   * The endpoints are below {@code /oauth}: who does not take them from the metadata finds nothing.
   */
  ENDPOINTS_ELSEWHERE,
  /** The metadata does not mention PKCE: MCP wants that refused. */
  PKCE_NOT_ADVERTISED,
  /**
   * No dynamic registration: without a client that is known beforehand, or a client ID metadata
   * document, a client has to give up. anthropics/claude-ai-mcp#393.
   */
  NO_REGISTRATION,
  /** The registration is refused with {@code invalid_client_metadata}. */
  REGISTRATION_REJECTED,
  /**
   * Client ID metadata documents are not supported. Else they are: the stub does not fetch one, but
   * takes every {@code https} URL with a path for a client, and sends its user back to loopback
   * only.
   */
  NO_CLIENT_ID_METADATA_DOCUMENT,
  /**
   * The authorization server is content with requests that lack PKCE, {@code resource} or the
   * authentication of the client: as many are, so that one mistake does not hide the next.
   */
  UNDEMANDING,
  /** The token endpoint does not know the client any more: {@code invalid_client}. */
  CLIENT_FORGOTTEN,
  /** The token endpoint takes no code: {@code invalid_grant}. */
  CODE_REJECTED,
  /** The token endpoint answers everything with 503 and HTML, as a proxy does. */
  TOKEN_ENDPOINT_DOWN,
  /** There is no refresh token. */
  NO_REFRESH_TOKEN,
  /** The refresh token does not work: {@code invalid_grant}, so the user has to be asked again. */
  REFRESH_REJECTED,
  /** As {@link #REFRESH_REJECTED}, but {@code invalid_request}: metabase/metabase#80389. */
  REFRESH_MISREPORTED,
  /** Tokens are bound to a key, and used with proofs of it (RFC 9449, SEP-1932). */
  DPOP_REQUIRED,
  /** As {@link #DPOP_REQUIRED}, and every proof needs a nonce of the server. */
  DPOP_NONCE,
  /**
   * A tool needs the scopes of {@link ProtectedResource#requiringFor} alone, and a refusal names
   * those alone (RFC 6750 §3.1): the client has to remember what it asked for before.
   */
  SCOPES_PER_OPERATION,
  /** Every token is refused as {@code invalid_token}: a client should give up soon. */
  ALWAYS_401,
  /** Every token has too few scopes: a client should give up soon. */
  ALWAYS_403;

  /** Of these a server has one at most. */
  private static final List<Set<Variation>> EXCLUSIVE =
      List.of(
          Set.of(ISS_MISSING, ISS_WRONG, ISS_NORMALIZED, ISS_NOT_ADVERTISED, ISS_UNEXPECTED),
          Set.of(ALWAYS_401, ALWAYS_403),
          Set.of(NO_REGISTRATION, REGISTRATION_REJECTED),
          Set.of(REFRESH_REJECTED, REFRESH_MISREPORTED, NO_REFRESH_TOKEN));

  /**
   * @throws IllegalArgumentException if one of these hides another
   */
  static void requireTogether(Set<Variation> all) {
    for (Set<Variation> exclusive : EXCLUSIVE) {
      List<Variation> chosen = all.stream().filter(exclusive::contains).sorted().toList();
      if (chosen.size() > 1) {
        throw new IllegalArgumentException("Only one of these is possible: " + chosen);
      }
    }
  }

  /**
   * Returns the variation of this name, such as {@code iss-missing}.
   *
   * @throws IllegalArgumentException if there is none; it lists those that there are
   */
  public static Variation named(String name) {
    return NamedConstant.of(name, values());
  }

  /** Returns the names of all of them. */
  public static List<String> names() {
    return KebabCase.all(values());
  }

  @Override
  public String toString() {
    return KebabCase.of(this);
  }
}
