package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * All that is asked of Nimbus JOSE + JWT: parsing as strict servers do, thumbprints, signatures.
 */
final class Jose {
  /** The curves that sign; X25519 and X448 agree on keys (RFC 8037 §3). */
  private static final Set<Curve> EDWARDS = Set.of(Curve.Ed25519, Curve.Ed448);

  /** In the compact form (RFC 7516 §3.1). */
  private static final int JWE_DOTS = 4;

  private Jose() {}

  /** Returns whether the library refuses to parse the token or its claims. */
  static boolean refuses(String token) {
    try {
      return JWTParser.parse(DecodedToken.issuerSigned(token)).getJWTClaimsSet() == null;
    } catch (ParseException | IllegalArgumentException e) {
      return true;
    }
  }

  /** Returns the SHA-256 thumbprint of a public key (RFC 7638), empty if it is no such key. */
  static Optional<String> thumbprint(ObjectNode publicKey) {
    try {
      JWK key = JWK.parse(publicKey.toString());
      return Optional.of(key.computeThumbprint().toString());
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether a compact JWS was signed with the key in its own header, which everybody can
   * put there: it shows that the sender owns the key, and nothing else.
   */
  static Verification verifyWithOwnKey(String token) {
    return verify(token, header -> Optional.ofNullable(header.getJWK()).stream().toList());
  }

  /**
   * Returns whether a compact JWS was signed with one of the keys that fit its header, and the JWT
   * that it holds, if it does, as well (RFC 7519 §7.2, step 8).
   */
  static Verification verify(String token, Function<JWSHeader, List<JWK>> keys) {
    JWSObject jws;
    try {
      jws = JWSObject.parse(token);
    } catch (ParseException | IllegalArgumentException e) {
      return Verification.NO_SIGNATURE;
    }
    JWSHeader header = jws.getHeader();
    if (!JWSAlgorithm.Family.SIGNATURE.contains(header.getAlgorithm())
        || header.getCriticalParams() != null) {
      return Verification.UNSUPPORTED;
    }
    List<JWK> candidates =
        keys.apply(header).stream().filter(key -> isKeyFor(key, header.getAlgorithm())).toList();
    Verification outer =
        candidates.isEmpty() ? Verification.NO_MATCHING_KEY : verify(jws, candidates);
    return outer.isVerified() ? inside(jws).map(inner -> verify(inner, keys)).orElse(outer) : outer;
  }

  /** Returns the signed JWT inside of another one; a JWE shows no claims, and is judged as one. */
  private static Optional<String> inside(JWSObject jws) {
    return Optional.ofNullable(jws.getHeader().getContentType())
        .flatMap(type -> DecodedToken.inside(type, jws.getPayload().toString()))
        .filter(inner -> inner.chars().filter(c -> c == '.').count() != JWE_DOTS);
  }

  private static boolean isKeyFor(JWK key, JWSAlgorithm algorithm) {
    if (!key.getKeyType().equals(KeyType.forAlgorithm(algorithm))) {
      return false;
    }
    if (key instanceof OctetKeyPair edwards) {
      return algorithm.equals(JWSAlgorithm.EdDSA)
          ? EDWARDS.contains(edwards.getCurve())
          : edwards.getCurve().getName().equals(algorithm.getName());
    }
    return !(key instanceof ECKey curve)
        || Curve.forJWSAlgorithm(algorithm).contains(curve.getCurve());
  }

  /** A key that cannot be used may be the right one: then the signature is not called invalid. */
  private static Verification verify(JWSObject jws, List<JWK> candidates) {
    boolean allTried = true;
    for (JWK key : candidates) {
      try {
        if (isSignedBy(key, jws)) {
          return Verification.VERIFIED;
        }
      } catch (JOSEException e) {
        allTried = false;
      }
    }
    return allTried ? Verification.SIGNATURE_INVALID : Verification.UNSUPPORTED;
  }

  private static boolean isSignedBy(JWK key, JWSObject jws) throws JOSEException {
    if (key instanceof OctetKeyPair edwards) {
      // The library needs Google Tink for these curves; the JDK does them alone.
      return EdwardsSignature.verify(
          edwards.getCurve().getName(),
          edwards.getDecodedX(),
          jws.getSigningInput(),
          jws.getSignature().decode());
    }
    var verifier =
        new DefaultJWSVerifierFactory()
            .createJWSVerifier(jws.getHeader(), ((AsymmetricJWK) key).toPublicKey());
    return jws.verify(verifier);
  }
}
