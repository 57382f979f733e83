package io.github.mcpecho.diagnosis;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Makes secrets as machines make them, and dresses them as people pass them on. It knows nothing of
 * what the product recognises: no vendor, no prefix, no name that tells of a secret.
 */
final class SecretGenerator {
  /** So many characters in a row must not show. */
  private static final int WINDOW = 7;

  /** What the secret itself is made of. */
  enum Kind {
    BASE64("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 40, 88),
    BASE64URL("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 36, 88),
    MIXED_CASE("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 32, 64),
    LOWER_CASE("abcdefghijklmnopqrstuvwxyz0123456789", 36, 64),
    SMALL_LETTERS("abcdefghijklmnopqrstuvwxyz", 60, 80),
    LETTERS("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 44, 72),
    UPPER_CASE("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 36, 64),
    HEX("0123456789abcdef", 42, 62),
    UPPER_HEX("0123456789ABCDEF", 42, 62);

    private final String alphabet;
    private final int shortest;
    private final int longest;

    Kind(String alphabet, int shortest, int longest) {
      this.alphabet = alphabet;
      this.shortest = shortest;
      this.longest = longest;
    }

    String secret(Random random) {
      String secret = word(random, alphabet, between(random, shortest, longest));
      return this == BASE64 ? padded(secret) : secret;
    }

    private static String padded(String base64) {
      return base64 + "=".repeat((4 - base64.length() % 4) % 3);
    }
  }

  /** What is around it, or done to it. */
  enum Dress {
    BARE,
    PREFIX,
    SUFFIX,
    IN_GROUPS,
    IN_JSON,
    IN_JSON_IN_JSON,
    IN_XML,
    IN_A_LIST,
    IN_A_FIELD,
    IN_A_QUERY,
    IN_A_COOKIE,
    IN_A_SIGNED_COOKIE,
    IN_A_PATH,
    IN_A_URL,
    IN_A_PRODUCT,
    QUOTED,
    IN_A_SENTENCE,
    PERCENT_ENCODED,
    ALL_PERCENT_ENCODED,
    TWICE_PERCENT_ENCODED,
    QUERY_IN_A_QUERY,
    UNICODE_ESCAPED,
    IN_BASE64,
    TWICE_IN_BASE64,
    JSON_IN_BASE64
  }

  private static final List<String> WORDS =
      List.of("alpha", "build", "cache", "delta", "edge", "group", "items", "north", "river");

  private SecretGenerator() {}

  static PlantedSecret any(Random random) {
    return of(one(random, List.of(Kind.values())), one(random, List.of(Dress.values())), random);
  }

  static PlantedSecret of(Kind kind, Dress dress, Random random) {
    String secret = dress == Dress.IN_GROUPS ? groups(random) : kind.secret(random);
    String word = one(random, WORDS);
    String text =
        switch (dress) {
          case BARE, IN_GROUPS -> secret;
          case PREFIX ->
              word + one(random, List.of("_", "-", "_" + word + "_", "", "1_", ".")) + secret;
          case SUFFIX -> secret + one(random, List.of("_", "-", ".", "-v2-")) + word;
          case IN_JSON -> "{\"" + word + "\":[1,{\"x\":\"" + secret + "\"}]}";
          case IN_JSON_IN_JSON -> "{\"" + word + "\":\"{\\\"x\\\":\\\"" + secret + "\\\"}\"}";
          case IN_XML -> "<" + word + " x=\"1\">" + secret + "</" + word + ">";
          case IN_A_LIST -> word + ", " + secret + ",1";
          case IN_A_FIELD -> word + ": " + secret + "\\r\\nx: 1";
          case IN_A_QUERY -> "/" + word + "?x=1&" + word + "=" + secret + "&y=2";
          case IN_A_COOKIE -> word + "=" + secret + "; Path=/; HttpOnly";
          case IN_A_SIGNED_COOKIE -> word + "=s%3A" + secret + "." + secret + "; Path=/";
          case IN_A_PATH -> "/" + word + "/" + secret + "/" + word;
          case IN_A_URL -> "https://" + word + ".example.com/v1/" + secret;
          case IN_A_PRODUCT -> word + "/" + secret;
          case QUOTED -> word + "=\"" + secret + "\"";
          case IN_A_SENTENCE -> "the " + word + " is " + secret + ", and so on";
          case PERCENT_ENCODED -> encoded(secret);
          case ALL_PERCENT_ENCODED -> escaped(secret, "%%%02X");
          case TWICE_PERCENT_ENCODED -> escaped(secret, "%%25%02x");
          case QUERY_IN_A_QUERY ->
              "/?" + word + "=" + encoded("/x?" + word + "=" + encoded(secret) + "&y=2");
          case UNICODE_ESCAPED -> escaped(secret, "\\u%04x");
          case IN_BASE64 -> base64(secret);
          case TWICE_IN_BASE64 -> base64(base64(secret));
          case JSON_IN_BASE64 -> base64("{\"" + word + "\":\"" + secret + "\"}");
        };
    boolean isBase64 = dress.name().endsWith("IN_BASE64");
    return new PlantedSecret(
        kind + " " + dress, text, isBase64 ? List.of(secret, text) : List.of(secret), WINDOW);
  }

  static String word(Random random, String alphabet, int length) {
    var word = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      word.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return word.toString();
  }

  private static int between(Random random, int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private static <T> T one(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** As licences and recovery codes are written. */
  private static String groups(Random random) {
    Kind kind = one(random, List.of(Kind.MIXED_CASE, Kind.UPPER_CASE));
    String[] groups = kind.secret(random).split("(?<=\\G.{" + between(random, 5, 8) + "})");
    return String.join(one(random, List.of("-", "_")), groups);
  }

  private static String escaped(String secret, String format) {
    return secret.chars().mapToObj(c -> String.format(format, c)).collect(Collectors.joining());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.US_ASCII);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
