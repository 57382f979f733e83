package io.github.mcpecho.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Compact tokens from readable JSON; the signature is no real one. */
public final class TokenFixtures {
  static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
  static final String SIGNATURE = "c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";

  private TokenFixtures() {}

  public static String token(String header, String payload) {
    return base64(header) + "." + base64(payload) + "." + SIGNATURE;
  }

  public static String token(String payload) {
    return token(HEADER, payload);
  }

  public static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  public static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
