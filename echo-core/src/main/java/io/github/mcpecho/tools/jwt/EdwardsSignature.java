package io.github.mcpecho.tools.jwt;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** Ed25519 signatures (RFC 8037) by the JDK. */
final class EdwardsSignature {
  private static final int KEY_BYTES = 32;

  private EdwardsSignature() {}

  /** Returns whether the signature is that of the key; false for other curves too. */
  static boolean verify(byte[] publicKey, byte[] signed, byte[] signature) {
    if (publicKey.length != KEY_BYTES) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key(publicKey));
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The key is the y coordinate, little end first, and the lowest bit of x at the top. */
  private static PublicKey key(byte[] encoded) throws GeneralSecurityException {
    byte[] bigEndian = new byte[KEY_BYTES];
    for (int i = 0; i < KEY_BYTES; i++) {
      bigEndian[i] = encoded[KEY_BYTES - 1 - i];
    }
    boolean oddX = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7F;
    var point = new EdECPoint(oddX, new BigInteger(1, bigEndian));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }
}
