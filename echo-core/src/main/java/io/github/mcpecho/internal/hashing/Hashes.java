package io.github.mcpecho.internal.hashing;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256, HMAC-SHA-256 and the alphabet in which they are written. */
public final class Hashes {
  private static final String HMAC = "HmacSHA256";

  private Hashes() {}

  /** Returns the SHA-256 of these bytes, one after the other. */
  public static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        sha256.update(part);
      }
      return sha256.digest();
    } catch (GeneralSecurityException e) {
      throw required(e);
    }
  }

  /** Returns the HMAC-SHA-256 of these bytes under a key that is not empty. */
  public static byte[] hmacSha256(byte[] key, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw required(e);
    }
  }

  /** Returns base64url without padding (RFC 4648 §5). */
  public static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static IllegalStateException required(GeneralSecurityException e) {
    return new IllegalStateException("SHA-256 is part of every Java platform", e);
  }
}
