package io.github.mcpecho.testing.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.List;

/** The keys of this process, made when they are first asked for. Test-only. */
final class TestKeys {
  private static final int RSA_BITS = 2_048;

  /** Signs access tokens. */
  static final ECKey EC = newEc("test-only-ec");

  /** Is a client's: signs DPoP proofs. */
  static final ECKey PROOF = newEc("test-only-proof");

  /** Is another client's. */
  static final ECKey ANOTHER_PROOF = newEc("test-only-another-proof");

  private TestKeys() {}

  /** Signs access tokens with the RSA algorithms. */
  static RSAKey rsa() {
    return Rsa.ISSUER;
  }

  /** Returns the public keys that access tokens are signed with. */
  static JWKSet issuer() {
    return new JWKSet(List.<JWK>of(EC, rsa())).toPublicJWKSet();
  }

  private static ECKey newEc(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyID(id)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("No key", e);
    }
  }

  private static RSAKey newRsa(String id) {
    try {
      return new RSAKeyGenerator(RSA_BITS).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("No key", e);
    }
  }

  /** Takes long to make. */
  private static final class Rsa {
    static final RSAKey ISSUER = newRsa("test-only-rsa");
  }
}
