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

/** The keys of this process, each made when it is first asked for. Test-only. */
final class TestKeys {
  private static final int RSA_BITS = 2_048;

  private TestKeys() {}

  /** Signs access tokens. */
  static ECKey ec() {
    return Ec.ISSUER;
  }

  /** Signs access tokens with the RSA algorithms. */
  static RSAKey rsa() {
    return Rsa.ISSUER;
  }

  /** Is a client's: signs DPoP proofs. */
  static ECKey proof() {
    return Proof.CLIENT;
  }

  /** Is another client's. */
  static ECKey anotherProof() {
    return AnotherProof.CLIENT;
  }

  /** Returns the public keys that access tokens are signed with. */
  static JWKSet issuer() {
    return new JWKSet(List.<JWK>of(ec(), rsa())).toPublicJWKSet();
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

  private static final class Ec {
    static final ECKey ISSUER = newEc("test-only-ec");
  }

  private static final class Rsa {
    static final RSAKey ISSUER = newRsa("test-only-rsa");
  }

  private static final class Proof {
    static final ECKey CLIENT = newEc("test-only-proof");
  }

  private static final class AnotherProof {
    static final ECKey CLIENT = newEc("test-only-another-proof");
  }
}
