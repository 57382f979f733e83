package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The public keys of a JWK set that verify signatures: those for another use, or of a type or curve
 * that nobody here knows, are left out (RFC 7517 §5). A weak or malformed key is none. Thread-safe.
 */
record PublicKeys(JWKSet keys) {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  /** RFC 7518 §3.3, §3.5. */
  private static final int LEAST_RSA_BITS = 2_048;

  private static final Set<String> TYPES = Set.of("RSA", "EC", "OKP", "oct");

  /** Those that a JDK verifies with; of secp256k1 it has nothing since Java 16. */
  private static final Set<Curve> CURVES =
      Set.of(Curve.P_256, Curve.P_384, Curve.P_521, Curve.Ed25519, Curve.Ed448);

  /** The members that are numbers, points or octets. */
  private static final List<String> ENCODED = List.of("n", "e", "x", "y");

  /**
   * Reads a JWK set (RFC 7517 §5).
   *
   * @throws IllegalArgumentException with a reason that quotes nothing
   */
  static PublicKeys parse(String json) {
    var known = new ArrayList<JWK>();
    int number = 0;
    for (JsonNode element : elements(json)) {
      number++;
      try {
        read(element).ifPresent(known::add);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "has a key, number " + number + ", that " + e.getMessage());
      }
    }
    if (known.stream().anyMatch(JWK::isPrivate)) {
      throw new IllegalArgumentException(
          "holds a private or shared key; give this server public keys only");
    }
    if (known.isEmpty()) {
      throw new IllegalArgumentException(
          "holds no key that verifies signatures: each is for encryption (use, key_ops, alg), or of"
              + " an unknown type or curve");
    }
    return new PublicKeys(new JWKSet(known));
  }

  private static ArrayNode elements(String json) {
    if (json.isBlank()) {
      throw new IllegalArgumentException("is empty");
    }
    JsonNode set;
    try {
      set = JSON.parse(json);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("is not JSON: " + e.getMessage());
    }
    if (!(set.get("keys") instanceof ArrayNode elements)) {
      throw new IllegalArgumentException(
          "is not a JWK set (RFC 7517 §5): it has no list named keys");
    }
    if (elements.isEmpty()) {
      throw new IllegalArgumentException("holds no key");
    }
    return elements;
  }

  /** Returns the key, nothing if it is not for signatures. */
  private static Optional<JWK> read(JsonNode element) {
    if (!element.isObject()) {
      throw new IllegalArgumentException("is no JSON object");
    }
    if (!element.path("kty").isTextual()) {
      throw new IllegalArgumentException("has no kty (RFC 7517 §4.1)");
    }
    if (!TYPES.contains(element.path("kty").textValue()) || !isOfAKnownCurve(element)) {
      return Optional.empty();
    }
    ENCODED.stream().filter(element::has).forEach(name -> requireEncoded(name, element.get(name)));
    JWK key;
    try {
      key = JWK.parse(element.toString());
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(
          "is malformed: a member is missing, of the wrong form or contradicts another, or its point"
              + " is not on its curve (RFC 7518 §6)");
    }
    if (!key.isPrivate()) {
      if (!isForSignatures(key)) {
        return Optional.empty();
      }
      requireStrong(key);
    }
    return Optional.of(key);
  }

  private static boolean isOfAKnownCurve(JsonNode element) {
    JsonNode curve = element.path("crv");
    return !curve.isTextual()
        || CURVES.stream().anyMatch(known -> known.getName().equals(curve.textValue()));
  }

  private static void requireEncoded(String name, JsonNode member) {
    boolean decodes =
        member.isTextual()
            && Base64Part.decode(member.textValue()).bytes().filter(b -> b.length > 0).isPresent();
    if (!decodes) {
      throw new IllegalArgumentException("is malformed: " + name + " is not base64url");
    }
  }

  /** RFC 7517 §4.2 to §4.4: what is left out allows everything. */
  private static boolean isForSignatures(JWK key) {
    return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
        && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY))
        && (key.getAlgorithm() == null
            || JWSAlgorithm.Family.SIGNATURE.contains(
                JWSAlgorithm.parse(key.getAlgorithm().getName())));
  }

  private static void requireStrong(JWK key) {
    if (key instanceof RSAKey rsa) {
      requireStrong(
          rsa.getModulus().decodeToBigInteger(), rsa.getPublicExponent().decodeToBigInteger());
    }
    try {
      if (key instanceof OctetKeyPair edwards) {
        EdwardsSignature.requireKey(edwards.getCurve().getName(), edwards.getDecodedX());
      } else {
        ((AsymmetricJWK) key).toPublicKey();
      }
    } catch (JOSEException e) {
      throw new IllegalArgumentException(
          "is no public key of its type and curve (RFC 7518 §6, RFC 8037 §2)");
    }
  }

  private static void requireStrong(BigInteger modulus, BigInteger exponent) {
    if (modulus.bitLength() < LEAST_RSA_BITS) {
      throw new IllegalArgumentException(
          "is too weak: RSA with "
              + modulus.bitLength()
              + " bits, and the least is "
              + LEAST_RSA_BITS
              + " (RFC 7518 §3.3)");
    }
    if (exponent.compareTo(BigInteger.ONE) <= 0 || !exponent.testBit(0) || !modulus.testBit(0)) {
      throw new IllegalArgumentException(
          "is no RSA key: modulus and exponent are odd, and the exponent is 3 or more"
              + " (RFC 8017 §3.1)");
    }
  }

  Verification verify(String token) {
    return Jose.verify(
        token, header -> new JWKSelector(JWKMatcher.forJWSHeader(header)).select(keys));
  }
}
