package io.github.mcpecho.diagnosis.tokens;

import com.nimbusds.jose.JOSEException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** Ed25519 and Ed448 signatures (RFC 8037) by the JDK. */
final class EdwardsSignature {
  private EdwardsSignature() {}

  /**
   * Returns whether the signature is that of the key.
   *
   * @param curve {@code Ed25519} or {@code Ed448}
   * @throws JOSEException if the key is none of the curve, or the JDK lacks the curve
   */
  static boolean verify(String curve, byte[] publicKey, byte[] signed, byte[] signature)
      throws JOSEException {
    try {
      Signature verifier = Signature.getInstance(curve);
      verifier.initVerify(key(curve, publicKey));
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new JOSEException("No key of " + curve, e);
    }
  }

  /**
   * @throws JOSEException if it has another length than those of the curve, or is no point of it
   */
  static void requireKey(String curve, byte[] publicKey) throws JOSEException {
    if (publicKey.length != (curve.equals("Ed25519") ? 32 : 57)) {
      throw new JOSEException("No key of " + curve);
    }
    verify(curve, publicKey, new byte[0], new byte[0]);
  }

  /** The key is the y coordinate, little end first, and the lowest bit of x at the top. */
  private static PublicKey key(String curve, byte[] encoded) throws GeneralSecurityException {
    int length = encoded.length;
    byte[] bigEndian = new byte[length];
    for (int i = 0; i < length; i++) {
      bigEndian[i] = encoded[length - 1 - i];
    }
    boolean oddX = length > 0 && (bigEndian[0] & 0x80) != 0;
    if (oddX) {
      bigEndian[0] &= 0x7F;
    }
    var point = new EdECPoint(oddX, new BigInteger(1, bigEndian));
    return KeyFactory.getInstance(curve)
        .generatePublic(new EdECPublicKeySpec(new NamedParameterSpec(curve), point));
  }
}
