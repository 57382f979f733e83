package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A JWT that vouches for a client, a user or a workload (RFC 7523 §3).
 *
 * @param type its {@code typ}; empty if it has none
 */
record Assertion(String type, JsonNode claims) {
  private static final Set<JWSAlgorithm> RSA = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);

  /**
   * Returns the assertion if one of the keys has signed it, for one of the audiences.
   *
   * @throws OAuthException {@code invalid_grant}, and why
   */
  static Assertion check(String compact, List<JWK> keys, List<String> audiences, Instant now) {
    JWSObject jws = parse(compact);
    if (keys.stream().noneMatch(key -> verifies(jws, key))) {
      throw refused("The signature of the assertion is not valid");
    }
    JsonNode claims = claims(jws);
    if (now.getEpochSecond() >= claims.path("exp").asLong()) {
      throw refused("The assertion expired");
    }
    if (!isFor(claims.path("aud"), audiences)) {
      throw refused("The assertion is for another audience");
    }
    Object type = jws.getHeader().getType();
    return new Assertion(type == null ? "" : type.toString(), claims);
  }

  /** Returns whom it is about, unchecked; empty if that cannot be read. */
  static String subject(String compact) {
    try {
      return claims(parse(compact)).path("sub").asText();
    } catch (OAuthException e) {
      return "";
    }
  }

  String claim(String name) {
    return claims.path(name).asText();
  }

  private static JWSObject parse(String compact) {
    try {
      return JWSObject.parse(compact);
    } catch (ParseException | IllegalArgumentException e) {
      throw refused("The assertion is no signed JWT");
    }
  }

  private static JsonNode claims(JWSObject jws) {
    try {
      return HttpAnswer.JSON.parse(jws.getPayload().toBytes());
    } catch (MalformedJsonException e) {
      throw refused("The assertion is no signed JWT");
    }
  }

  /** Never asks what is signed for its key, nor what kind of key that is (RFC 8725 §3.1). */
  static boolean verifies(JWSObject jws, JWK key) {
    JWSAlgorithm algorithm = jws.getHeader().getAlgorithm();
    try {
      return key instanceof ECKey ec
              && algorithm.equals(JWSAlgorithm.ES256)
              && jws.verify(new ECDSAVerifier(ec))
          || key instanceof RSAKey rsa
              && RSA.contains(algorithm)
              && jws.verify(new RSASSAVerifier(rsa));
    } catch (JOSEException | IllegalStateException e) {
      return false;
    }
  }

  /** Returns whether an audience, text or a list, is one of those that are expected. */
  static boolean isFor(JsonNode audience, List<String> expected) {
    return audience.isTextual()
        ? expected.contains(audience.textValue())
        : Step.texts(audience).stream().anyMatch(expected::contains);
  }

  private static OAuthException refused(String description) {
    return OAuthError.INVALID_GRANT.because(description);
  }
}
