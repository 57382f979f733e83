package io.github.mcpecho;

import io.github.mcpecho.internal.hashing.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * One secret, several uses: what one of them gives away must not help with another. Immutable, and
 * never shown.
 */
record ServerKey(byte[] secret) {
  private static final int RANDOM_BYTES = 32;

  /** The counter of the only step. */
  private static final byte[] FIRST = {0, 0, 0, 1};

  static ServerKey random() {
    byte[] secret = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(secret);
    return new ServerKey(secret);
  }

  /** Returns the key that an operator chose. */
  static ServerKey of(String secret) {
    return new ServerKey(secret.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the 32 bytes for one use, by the one-step derivation of NIST SP 800-56C §4. It is done
   * by a hash: HMAC would load every security provider at the start.
   */
  byte[] derive(String use) {
    return Hashes.sha256(FIRST, secret, use.getBytes(StandardCharsets.UTF_8));
  }
}
