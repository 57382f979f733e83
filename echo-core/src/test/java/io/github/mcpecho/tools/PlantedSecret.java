package io.github.mcpecho.tools;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A text with a secret in it.
 *
 * @param text what a request holds
 * @param hidden the parts of the text that must not show
 */
record PlantedSecret(String text, List<String> hidden) {
  /** Short enough to notice a part that got out, long enough not to be found by chance. */
  private static final int WINDOW = 6;

  /** Returns whether the output holds a part of the secret. */
  boolean isIn(String output) {
    return hidden.stream().flatMap(PlantedSecret::windows).anyMatch(output::contains);
  }

  private static Stream<String> windows(String secret) {
    return secret.length() <= WINDOW
        ? Stream.of(secret)
        : Stream.iterate(0, i -> i <= secret.length() - WINDOW, i -> i + 1)
            .map(i -> secret.substring(i, i + WINDOW));
  }

  /** Secrets of every shape that is recognised wherever it stands. */
  static Arbitrary<PlantedSecret> ofAnyShape() {
    return Arbitraries.oneOf(
        jwt(), jwe(), schemes(), basic(), prefixed(), pem(), url(), query(), json());
  }

  /** Words without any shape, for headers whose name alone makes them secret. */
  static Arbitrary<PlantedSecret> withoutShape() {
    return random(8, 60).map(secret -> new PlantedSecret(secret, List.of(secret)));
  }

  private static Arbitrary<PlantedSecret> jwt() {
    return Combinators.combine(base64(20, 40), base64(20, 80), base64(20, 80))
        .as(
            (header, claims, signature) ->
                new PlantedSecret(
                    "eyJhbGc" + header + "." + claims + "." + signature,
                    List.of(header, claims, signature)));
  }

  private static Arbitrary<PlantedSecret> jwe() {
    return Combinators.combine(base64(20, 40), base64(8, 40), base64(8, 20), base64(8, 80))
        .as(
            (header, key, iv, text) ->
                new PlantedSecret(
                    "eyJlbmM" + header + "." + key + "." + iv + "." + text + "." + iv,
                    List.of(header, key, iv, text)));
  }

  private static Arbitrary<PlantedSecret> schemes() {
    return Combinators.combine(
            Arbitraries.of(
                "Bearer ", "bearer ", "BEARER ", "DPoP ", "Token ", "Bearer  ", "Bearer%20"),
            random(8, 60))
        .as((scheme, secret) -> new PlantedSecret(scheme + secret, List.of(secret)));
  }

  private static Arbitrary<PlantedSecret> basic() {
    return base64(16, 40)
        .map(secret -> new PlantedSecret("Basic " + secret + "==", List.of(secret)));
  }

  private static Arbitrary<PlantedSecret> prefixed() {
    Arbitrary<String> prefixes =
        Arbitraries.of(
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_",
            "github_pat_",
            "glpat-",
            "sk-",
            "sk-proj-",
            "xoxb-",
            "xoxp-",
            "xoxa-",
            "xoxr-",
            "xoxs-",
            "AIza",
            "ya29.",
            "hf_",
            "npm_");
    Arbitrary<PlantedSecret> common =
        Combinators.combine(prefixes, random(16, 40))
            .as((prefix, secret) -> new PlantedSecret(prefix + secret, List.of(secret)));
    Arbitrary<PlantedSecret> amazon =
        Combinators.combine(
                Arbitraries.of("AKIA", "ASIA"),
                Arbitraries.strings().withCharRange('A', 'Z').numeric().ofLength(16))
            .as((prefix, secret) -> new PlantedSecret(prefix + secret, List.of(secret)));
    return Arbitraries.oneOf(common, amazon);
  }

  private static Arbitrary<PlantedSecret> pem() {
    return random(40, 80)
        .map(
            secret ->
                new PlantedSecret(
                    "-----BEGIN PRIVATE KEY----- " + secret + " -----END PRIVATE KEY-----",
                    List.of(secret)));
  }

  private static Arbitrary<PlantedSecret> url() {
    return Combinators.combine(
            Arbitraries.of("https", "postgres", "redis", "amqp+ssl"), random(7, 20), random(7, 20))
        .as(
            (scheme, user, password) ->
                new PlantedSecret(
                    scheme + "://" + user + ":" + password + "@host.example/x",
                    List.of(user, password)));
  }

  private static Arbitrary<PlantedSecret> query() {
    return Combinators.combine(
            Arbitraries.of(
                "access_token",
                "token",
                "code",
                "client_secret",
                "sig",
                "key",
                "api_key",
                "password",
                "X-Amz-Signature"),
            random(8, 40))
        .as(
            (name, secret) ->
                new PlantedSecret(
                    "https://host.example/x?a=b&" + name + "=" + secret, List.of(secret)));
  }

  private static Arbitrary<PlantedSecret> json() {
    return Combinators.combine(
            Arbitraries.of("password", "clientSecret", "api-key", "refresh_token"), random(8, 40))
        .as(
            (name, secret) ->
                new PlantedSecret("{\"" + name + "\": \"" + secret + "\"}", List.of(secret)));
  }

  private static Arbitrary<String> base64(int shortest, int longest) {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .numeric()
        .withChars('-', '_')
        .ofMinLength(shortest)
        .ofMaxLength(longest);
  }

  private static Arbitrary<String> random(int shortest, int longest) {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .numeric()
        .ofMinLength(shortest)
        .ofMaxLength(longest)
        .filter(text -> text.chars().distinct().count() > 4);
  }
}
