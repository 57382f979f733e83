package io.github.mcpecho.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A text with a secret in it.
 *
 * @param kind what it is, for whoever reads that it got out
 * @param text what a request holds
 * @param hidden what must not show, nor so many characters of it in a row
 * @param window short enough to notice a part that got out, long enough not to be found by chance
 */
record PlantedSecret(String kind, String text, List<String> hidden, int window) {
  private static final int WINDOW = 6;

  private static final String CAPITAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final String ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyz" + CAPITAL;
  private static final String BASE64URL = ALPHANUMERIC + "-_";
  private static final Pattern PART = Pattern.compile("\\[(\\w)]\\{(\\d+)}");
  private static final List<String> FORMATS = formats();

  PlantedSecret(String kind, String text, List<String> hidden) {
    this(kind, text, hidden, WINDOW);
  }

  /** Returns whether the output holds a part of the secret, as it is or in lower case. */
  boolean isIn(String output) {
    return windows().anyMatch(output::contains);
  }

  /** Returns every part that must not show, as it is and as names of headers are written. */
  Stream<String> windows() {
    return hidden.stream()
        .flatMap(text -> Stream.of(text, text.toLowerCase(Locale.ROOT)))
        .flatMap(this::windows);
  }

  private Stream<String> windows(String secret) {
    return IntStream.rangeClosed(0, Math.max(0, secret.length() - window))
        .mapToObj(i -> secret.substring(i, Math.min(secret.length(), i + window)));
  }

  /** Returns a secret that is cut where a place ends. */
  PlantedSecret shortenedTo(int length) {
    String cut = text.substring(0, Math.min(text.length(), length));
    return new PlantedSecret(kind, cut, List.of(cut), window);
  }

  /** Returns this, dressed in something. */
  PlantedSecret in(String surrounding) {
    return new PlantedSecret(
        kind + " in " + surrounding, surrounding.replace("?", text), hidden, window);
  }

  /** Returns a secret of a shape that is recognised wherever it stands. */
  static PlantedSecret ofAnyShape(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> jwt(random);
      case 1 -> jwe(random);
      case 2 -> withScheme(random);
      case 3 -> basic(random);
      case 4 -> url(random);
      default -> documented(FORMATS.get(random.nextInt(FORMATS.size())), random);
    };
  }

  /** Returns one secret of every form that its issuer documents. */
  static Stream<PlantedSecret> ofEveryFormat(Random random) {
    return FORMATS.stream().map(format -> documented(format, random));
  }

  private static PlantedSecret documented(String format, Random random) {
    var text = new StringBuilder();
    var hidden = new ArrayList<String>();
    Matcher part = PART.matcher(format);
    while (part.find()) {
      int length = Integer.parseInt(part.group(2));
      String word = part(random, part.group(1), length);
      part.appendReplacement(text, word);
      if (length >= WINDOW) {
        hidden.add(word);
      }
    }
    return new PlantedSecret(format, part.appendTail(text).toString(), hidden);
  }

  private static String part(Random random, String letter, int length) {
    return letter.equals("i")
        ? base64(word(random, "123456789", length, length))
        : word(random, alphabet(letter), length, length);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String alphabet(String letter) {
    return switch (letter) {
      case "A" -> CAPITAL;
      case "d" -> "0123456789";
      case "h" -> "0123456789abcdef";
      case "w" -> ALPHANUMERIC;
      case "u" -> BASE64URL;
      default -> throw new IllegalArgumentException(letter);
    };
  }

  private static List<String> formats() {
    try (InputStream in = PlantedSecret.class.getResourceAsStream("secret-formats.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.substring(line.indexOf('\t') + 1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a word without any shape, for places whose name alone makes it secret. */
  static PlantedSecret withoutShape(Random random) {
    String secret = alphanumeric(random, 8, 60);
    return new PlantedSecret("anything", secret, List.of(secret));
  }

  private static PlantedSecret jwt(Random random) {
    String header = base64(random, 20, 40);
    String claims = base64(random, 20, 80);
    String signature = base64(random, 20, 80);
    return new PlantedSecret(
        "JWT",
        "eyJhbGc" + header + "." + claims + "." + signature,
        List.of(header, claims, signature));
  }

  private static PlantedSecret jwe(Random random) {
    String header = base64(random, 20, 40);
    String key = base64(random, 8, 40);
    String vector = base64(random, 8, 20);
    String text = base64(random, 8, 80);
    return new PlantedSecret(
        "JWE",
        "eyJlbmM" + header + "." + key + "." + vector + "." + text + "." + vector,
        List.of(header, key, vector, text));
  }

  private static PlantedSecret withScheme(Random random) {
    String secret = alphanumeric(random, 8, 60);
    String scheme =
        one(random, "Bearer ", "bearer ", "BEARER ", "DPoP ", "Token ", "Bearer  ", "Bearer%20");
    return new PlantedSecret("with a scheme", scheme + secret, List.of(secret));
  }

  private static PlantedSecret basic(Random random) {
    String secret = base64(random, 16, 40);
    return new PlantedSecret("Basic", "Basic " + secret + "==", List.of(secret));
  }

  private static PlantedSecret url(Random random) {
    String scheme = one(random, "https://", "postgres://", "redis://", "amqp+ssl://", "//", "");
    String user = alphanumeric(random, 7, 20);
    String password = alphanumeric(random, 7, 20);
    return new PlantedSecret(
        "URL", scheme + user + ":" + password + "@host.example/x", List.of(user, password));
  }

  private static String base64(Random random, int shortest, int longest) {
    return word(random, BASE64URL, shortest, longest);
  }

  private static String alphanumeric(Random random, int shortest, int longest) {
    return word(random, ALPHANUMERIC, shortest, longest);
  }

  private static String word(Random random, String alphabet, int shortest, int longest) {
    int length = shortest + random.nextInt(longest - shortest + 1);
    var word = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      word.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return word.toString();
  }

  private static String one(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
