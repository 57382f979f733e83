package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.report.Finding;
import java.util.Optional;

/** What became of the signature of a token. */
enum Verification {
  VERIFIED("The signature was verified with a key of the configured JWKS file."),
  NO_TRUSTED_KEYS("No JWKS file is configured, so nothing was verified."),
  NO_SIGNATURE("There is no signature that could be verified."),
  NO_MATCHING_KEY("No key of the configured JWKS file fits the token's kid and algorithm."),
  UNSUPPORTED("The token uses an algorithm or extension that is not verified here."),
  SIGNATURE_INVALID("The signature does not fit: the token was changed or signed by another key.");

  private final String words;

  Verification(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  Optional<Finding> finding() {
    return switch (this) {
      case VERIFIED, NO_TRUSTED_KEYS -> Optional.empty();
      case NO_SIGNATURE -> Optional.of(TokenFinding.TOKEN_NOT_VERIFIABLE.found(""));
      case NO_MATCHING_KEY -> Optional.of(TokenFinding.TOKEN_KEY_NOT_TRUSTED.found(""));
      case UNSUPPORTED -> Optional.of(TokenFinding.TOKEN_SIGNATURE_UNSUPPORTED.found(""));
      case SIGNATURE_INVALID -> Optional.of(TokenFinding.TOKEN_SIGNATURE_INVALID.found(""));
    };
  }

  /** Returns whether the issuer's key has really signed this token. */
  boolean isVerified() {
    return this == VERIFIED;
  }
}
