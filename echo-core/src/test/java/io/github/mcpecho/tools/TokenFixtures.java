package io.github.mcpecho.tools;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Compact tokens from readable JSON; the signature is no real one. */
final class TokenFixtures {
  static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
  static final String SIGNATURE = "c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";

  private TokenFixtures() {}

  static String token(String header, String payload) {
    return base64(header) + "." + base64(payload) + "." + SIGNATURE;
  }

  static String token(String payload) {
    return token(HEADER, payload);
  }

  static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
