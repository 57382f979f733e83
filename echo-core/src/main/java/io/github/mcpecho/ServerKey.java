package io.github.mcpecho;

import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.settings.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * One secret, several uses: what one of them gives away must not help with another. Immutable, and
 * never shown.
 */
final class ServerKey {
  private static final int MIN_LENGTH = 16;
  private static final int RANDOM_BYTES = 32;

  /** The counter of the only step. */
  private static final byte[] FIRST = {0, 0, 0, 1};

  private final byte[] secret;

  private ServerKey(byte[] secret) {
    this.secret = secret;
  }

  static ServerKey random() {
    byte[] secret = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(secret);
    return new ServerKey(secret);
  }

  /**
   * Returns the key that an operator chose.
   *
   * @throws ConfigurationException if it is short
   */
  static ServerKey of(String secret) {
    if (secret.length() < MIN_LENGTH) {
      throw new ConfigurationException(
          "The key (MCP_ECHO_KEY) must have at least " + MIN_LENGTH + " characters");
    }
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
