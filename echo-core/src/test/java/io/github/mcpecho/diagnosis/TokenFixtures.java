package io.github.mcpecho.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;

/** Compact tokens from readable JSON; the signature is no real one. */
public final class TokenFixtures {
  /** In bytes; an RSA signature has 256 with a key of 2,048 bits. */
  private static final Map<String, Integer> LENGTHS =
      Map.of(
          "HS256", 32, "HS384", 48, "HS512", 64, "ES256", 64, "ES384", 96, "ES512", 132, "EdDSA",
          64);

  static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
  static final String SIGNATURE = signature(HEADER);

  private TokenFixtures() {}

  public static String token(String header, String payload) {
    return base64(header) + "." + base64(payload) + "." + signature(header);
  }

  /** Returns something as long as a signature of the algorithm that stands in this text. */
  public static String signature(String header) {
    int length = 256;
    for (String name : LENGTHS.keySet()) {
      length = header.contains('"' + name + '"') ? LENGTHS.get(name) : length;
    }
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return base64(bytes);
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
