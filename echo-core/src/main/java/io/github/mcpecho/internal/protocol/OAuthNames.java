package io.github.mcpecho.internal.protocol;

/** Names that the extensions of OAuth give to grants and to the ways of clients to authenticate. */
public final class OAuthNames {
  /** A grant (RFC 7523 §2.1). */
  public static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  /** What {@code client_assertion} is (RFC 7523 §2.2). */
  public static final String JWT_ASSERTION =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  public static final String CLIENT_CREDENTIALS = "client_credentials";

  private OAuthNames() {}
}
