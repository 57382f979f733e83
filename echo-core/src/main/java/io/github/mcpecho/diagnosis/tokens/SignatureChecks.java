package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.report.Finding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Judges a signature by its length, which needs no key (RFC 7518 §3.2 to §3.5, RFC 8032). */
final class SignatureChecks {
  /** In bytes. An RSA signature is as long as its key, which has to have 2,048 bits at least. */
  private static final Map<String, List<Integer>> LENGTHS =
      Map.ofEntries(
          Map.entry("HS256", List.of(32)),
          Map.entry("HS384", List.of(48)),
          Map.entry("HS512", List.of(64)),
          Map.entry("ES256", List.of(64)),
          Map.entry("ES256K", List.of(64)),
          Map.entry("ES384", List.of(96)),
          Map.entry("ES512", List.of(132)),
          Map.entry("EdDSA", List.of(64, 114)),
          Map.entry("Ed25519", List.of(64)),
          Map.entry("Ed448", List.of(114)));

  private static final String FROM_DER =
      "Let the issuer write r and s one behind the other, each as long as the curve's numbers: what"
          + " AWS KMS, OpenSSL and Java's SHA256withECDSA give is DER"
          + " (Java: SHA256withECDSAinP1363Format).";

  private static final String FROM_HEX =
      "Let the issuer encode the bytes of the signature as base64url, and not their hexadecimal"
          + " digits (PHP: hash_hmac with true as its last argument; Node.js: digest('base64url')).";

  private static final Pattern HEX = Pattern.compile("[0-9a-f]++|[0-9A-F]++");

  private static final int LEAST_RSA = 256;

  /** Keys come in steps of 64 bits at the very least. */
  private static final int RSA_STEP = 8;

  private static final Set<String> RSA =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

  static final int LONGEST_WORDS = 64;

  /** Words or signs that somebody put where the signature was. */
  private static final Pattern REPLACED =
      Pattern.compile(
          "[\\[(<*]{0,3}[A-Z_-]*(REMOVED|REDACTED|STRIPPED|MASKED|HIDDEN|OMITTED|FILTERED)[A-Z_-]*"
              + "[\\])>*]{0,3}|`?[<\\[({][A-Z_ -]+[>\\])}]`?|\\*{3,}|…|•{2,}",
          Pattern.CASE_INSENSITIVE);

  private SignatureChecks() {}

  /** Returns whether these are words in place of a signature. */
  static boolean isReplaced(String signature) {
    return signature.length() <= LONGEST_WORDS && REPLACED.matcher(signature).matches();
  }

  static Optional<Finding> length(String algorithm, byte[] signature) {
    int length = signature.length;
    String expected;
    if (RSA.contains(algorithm)) {
      if (length >= LEAST_RSA && length % RSA_STEP == 0) {
        return Optional.empty();
      }
      expected =
          length < LEAST_RSA
              ? "at least " + LEAST_RSA
              : "those of a key, a multiple of " + RSA_STEP;
    } else {
      List<Integer> lengths = LENGTHS.getOrDefault(algorithm, List.of());
      if (lengths.isEmpty() || lengths.contains(length)) {
        return Optional.empty();
      }
      expected = String.join(" or ", lengths.stream().map(String::valueOf).toList());
    }
    boolean der = algorithm.startsWith("ES") && length > 8 && signature[0] == 0x30;
    TokenFinding kind = TokenFinding.TOKEN_SIGNATURE_LENGTH;
    String evidence = algorithm + ": " + length + " bytes, expected " + expected;
    return Optional.of(
        der
            ? kind.found(
                kind.meaning(),
                evidence + "; it is in the form of DER, not the two numbers of RFC 7518 §3.4",
                FROM_DER)
            : isHex(algorithm, signature)
                ? kind.found(
                    kind.meaning(), evidence + "; it is written as hexadecimal digits", FROM_HEX)
                : kind.found(evidence));
  }

  /** Returns whether these are the digits of a signature, encoded once more or not at all. */
  private static boolean isHex(String algorithm, byte[] signature) {
    return Stream.of(
            new String(signature, StandardCharsets.ISO_8859_1),
            Base64.getUrlEncoder().withoutPadding().encodeToString(signature))
        .anyMatch(
            text ->
                LENGTHS.getOrDefault(algorithm, List.of()).contains(text.length() / 2)
                    && HEX.matcher(text).matches());
  }
}
