package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.internal.text.KebabCase;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** What can be wrong with an access token, by name. */
public enum TokenFlaw {
  /** Expired an hour ago, which is more than servers allow for clocks. */
  EXPIRED(token -> token.expired(Duration.ofHours(1))),
  /** Becomes valid in an hour. */
  NOT_YET_VALID(token -> token.notBefore(Duration.ofHours(1))),
  /** Issued in an hour, as by a clock that is wrong. */
  ISSUED_IN_FUTURE(token -> token.issued(Duration.ofHours(-1)).lifetime(Duration.ofMinutes(5))),
  /** By another issuer. */
  WRONG_ISSUER(token -> token.issuer("https://another-issuer.example")),
  /** For another resource: the usual reason of a 401 after a login that went well. */
  WRONG_AUDIENCE(token -> token.audience("https://another-resource.example/mcp")),
  NO_AUDIENCE(token -> token.withoutClaim("aud")),
  NO_SCOPE(token -> token.withoutClaim("scope")),
  /** {@code typ} of a DPoP proof. */
  WRONG_TYP(token -> token.type("dpop+jwt")),
  /** Not signed (RFC 8725 §3.2). */
  ALG_NONE(token -> token.algorithm("none")),
  /** Signed with HMAC, the public key being the secret (RFC 8725 §2.1). */
  HS256_PUBLIC_KEY(token -> token.algorithm("HS256")),
  /** Does not say which key it was signed with. A server that tries its keys accepts it. */
  KID_MISSING(token -> token.withoutHeader("kid")),
  /** Says that it was signed with a key that the issuer does not publish. */
  KID_UNKNOWN(token -> token.keyId("no-such-key")),
  WRONG_SIGNATURE(TestToken::wrongSignature),
  ENCRYPTED(TestToken::encrypted),
  OPAQUE(TestToken::opaque);

  private final UnaryOperator<TestToken> change;

  TokenFlaw(UnaryOperator<TestToken> change) {
    this.change = change;
  }

  /**
   * Returns the flaw of this name, such as {@code wrong-audience}.
   *
   * @throws IllegalArgumentException if there is none; it lists those that there are
   */
  public static TokenFlaw named(String name) {
    return NamedConstant.of(name, values());
  }

  /** Returns the names of all of them. */
  public static List<String> names() {
    return KebabCase.all(values());
  }

  TestToken apply(TestToken token) {
    return change.apply(token);
  }

  @Override
  public String toString() {
    return KebabCase.of(this);
  }
}
