package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.internal.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The keys with which the operator lets tokens be verified: read once, from a file, never from the
 * network and never from a token. Thread-safe.
 */
public final class TrustedKeys {
  /** No key: nothing can be verified. */
  public static final TrustedKeys NONE = new TrustedKeys(Optional.empty());

  private static final int MAX_BYTES = 1024 * 1024;

  private final Optional<PublicKeys> keys;

  private TrustedKeys(Optional<PublicKeys> keys) {
    this.keys = keys;
  }

  /**
   * Reads a JWK set of public keys, at most 1 MiB. Keys that are not for signatures are left out.
   *
   * @throws IllegalArgumentException if the file cannot be read, is no JWK set, holds no key for
   *     signatures, or one that is private, weak or malformed; the message is one line, quotes
   *     nothing of the file and does not name it
   */
  public static TrustedKeys fromFile(Path file) {
    try {
      return new TrustedKeys(Optional.of(keys(text(file))));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no such file");
    } catch (AccessDeniedException e) {
      throw new IllegalArgumentException("this process may not read it");
    } catch (IOException e) {
      throw new IllegalArgumentException("it cannot be read");
    }
  }

  private static PublicKeys keys(String text) {
    try {
      return PublicKeys.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it " + e.getMessage());
    }
  }

  /** Reads a regular file only: a pipe or a device may never end, or never begin. */
  private static String text(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "it is " + (Files.isDirectory(file) ? "a directory" : "no regular file"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException("it is larger than 1 MiB");
      }
      return Utf8.decode(bytes)
          .orElseThrow(() -> new IllegalArgumentException("it is not text in UTF-8"));
    }
  }

  /** Returns whether nothing can be verified, for want of keys. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  Verification verify(String token) {
    return keys.map(trusted -> trusted.verify(token)).orElse(Verification.NO_TRUSTED_KEYS);
  }
}
