package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.internal.text.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The keys with which the operator lets tokens be verified: read once, from a file, never from the
 * network and never from a token. Thread-safe.
 */
public final class TrustedKeys {
  /** No key: nothing can be verified. */
  public static final TrustedKeys NONE = new TrustedKeys(Optional.empty());

  private static final long MAX_BYTES = 1024 * 1024;

  private final Optional<Jose.Keys> keys;

  private TrustedKeys(Optional<Jose.Keys> keys) {
    this.keys = keys;
  }

  /**
   * Reads a JWK set of public keys, at most 1 MiB.
   *
   * @throws IllegalArgumentException if the file cannot be read, is no JWK set, or holds no key or
   *     a private one; the message names the file and quotes nothing of it
   */
  public static TrustedKeys fromFile(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException("is larger than 1 MiB");
      }
      return new TrustedKeys(Optional.of(Jose.Keys.parse(Files.readString(file))));
    } catch (IOException e) {
      throw unusable(file, "cannot be read");
    } catch (IllegalArgumentException e) {
      throw unusable(file, e.getMessage());
    }
  }

  private static IllegalArgumentException unusable(Path file, String why) {
    return new IllegalArgumentException(
        "JWKS file " + SafeText.escape(file.toString()) + " " + why);
  }

  /** Returns whether nothing can be verified, for want of keys. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Returns what becomes of the signature of a compact token. */
  public Verification verify(String token) {
    return keys.map(trusted -> trusted.verify(token)).orElse(Verification.NO_TRUSTED_KEYS);
  }
}
