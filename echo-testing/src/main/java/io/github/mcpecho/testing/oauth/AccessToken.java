package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWK;
import io.github.mcpecho.diagnosis.tokens.Confirmation;
import io.github.mcpecho.diagnosis.tokens.DecodedToken;
import io.github.mcpecho.diagnosis.tokens.TokenFinding;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A token that has been checked.
 *
 * @param confirmation the key that it is bound to, if it is
 */
record AccessToken(String compact, Set<String> scopes, Confirmation confirmation) {
  private static final Set<String> TYPES = Set.of("", "jwt", "at+jwt", "application/at+jwt");

  /**
   * Returns the token if it was issued by this issuer for one of these resources.
   *
   * @throws OAuthException {@code invalid_token}, and why
   */
  static AccessToken check(String compact, String issuer, List<String> resources, Instant now) {
    JsonNode claims = verified(compact);
    if (!claims.path("iss").asText().equals(issuer)) {
      throw refused("The token has another issuer");
    }
    if (!Assertion.isFor(claims.path("aud"), resources)) {
      throw refused("The token is for another audience");
    }
    if (now.getEpochSecond() >= claims.path("exp").asLong()) {
      throw refused("The token expired");
    }
    if (now.getEpochSecond() < claims.path("nbf").asLong()
        || now.getEpochSecond() < claims.path("iat").asLong()) {
      throw refused("The token is not valid yet");
    }
    return new AccessToken(
        compact,
        Set.copyOf(List.of(claims.path("scope").asText().split(" "))),
        Confirmation.of(claims));
  }

  /** Returns whether one of this process's keys has signed a token. */
  static boolean isSigned(String compact) {
    return claims(compact).isPresent();
  }

  /** Returns the thumbprint of the key that a token is bound to, if it is one of this process. */
  static Optional<String> boundTo(String compact) {
    return claims(compact).flatMap(claims -> Confirmation.of(claims).thumbprint());
  }

  /** Returns what a token says that one of this process's keys has signed. */
  static Optional<JsonNode> claims(String compact) {
    try {
      return Optional.of(verified(compact));
    } catch (OAuthException e) {
      return Optional.empty();
    }
  }

  private static JsonNode verified(String compact) {
    // The library reads what RFC 7515 §2 forbids, so that one token has many spellings.
    if (DecodedToken.decode(compact).findings().stream()
        .anyMatch(flaw -> flaw.id().equals(TokenFinding.TOKEN_ENCODING.name()))) {
      throw refused("The token is not base64url without padding");
    }
    try {
      JWSObject jws = JWSObject.parse(compact);
      if (jws.getHeader().getCriticalParams() != null
          || !verifies(jws, TestKeys.EC) && !verifies(jws, TestKeys.rsa())) {
        throw refused("The signature of the token is not valid");
      }
      String type = jws.getHeader().getType() == null ? "" : jws.getHeader().getType().toString();
      if (!TYPES.contains(type.toLowerCase(Locale.ROOT))) {
        throw refused("The token is no access token");
      }
      return HttpAnswer.JSON.parse(jws.getPayload().toBytes());
    } catch (ParseException | MalformedJsonException | IllegalArgumentException e) {
      throw refused("The token is no signed JWT");
    }
  }

  private static boolean verifies(JWSObject jws, JWK key) {
    String keyId = jws.getHeader().getKeyID();
    return (keyId == null || keyId.equals(key.getKeyID())) && Assertion.verifies(jws, key);
  }

  private static OAuthException refused(String description) {
    return OAuthError.INVALID_TOKEN.because(description);
  }
}
