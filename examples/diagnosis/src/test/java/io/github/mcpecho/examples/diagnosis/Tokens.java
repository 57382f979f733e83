package io.github.mcpecho.examples.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Tokens with claims of one's own; what stands for the signature is none. */
final class Tokens {
  /** Valid from 11:55 to 12:55 of the day of {@link Echo#NOON}. */
  static final String TIMES = "\"iat\":1793620500,\"exp\":1793624100";

  private Tokens() {}

  /** Returns a token for alice with more claims, in JSON without braces. */
  static String with(String claims) {
    return jwt(
        "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}",
        "{\"iss\":\"https://auth.example.com\",\"sub\":\"alice\"," + claims + "}");
  }

  /** Returns a token with a signature as long as one of RS256, and none. */
  static String jwt(String header, String claims) {
    return base64(header) + "." + base64(claims) + "." + base64("0".repeat(256));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
