package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.diagnosis.tokens.TrustedKeys;
import io.github.mcpecho.settings.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of keys may hold, and what is said of any other. */
class JwksFileTest {
  private static final String WEAK =
      "is too weak: RSA with %d bits, and the least is 2048 (RFC 7518 §3.3)";
  private static final String NO_RSA =
      "is no RSA key: modulus and exponent are odd, and the exponent is 3 or more (RFC 8017 §3.1)";
  private static final String MALFORMED =
      "is malformed: a member is missing, of the wrong form or contradicts another, or its point is"
          + " not on its curve (RFC 7518 §6)";
  private static final String NO_POINT =
      "is no public key of its type and curve (RFC 7518 §6, RFC 8037 §2)";
  private static final String PRIVATE =
      "holds a private or shared key; give this server public keys only";
  private static final String NOT_FOR_SIGNATURES =
      "holds no key that verifies signatures: each is for encryption (use, key_ops, alg), or of an"
          + " unknown type or curve";

  private static final RSAKey RSA = rsa();
  private static final ECKey EC = ec();
  private static final String N = RSA.getModulus().toString();

  /** The octet that the modulus of this key ends with is odd. */
  private static final String N_1024 = "w" + "A".repeat(169) + "B";

  @TempDir Path directory;

  static Stream<Arguments> keys() {
    return Stream.of(
        Arguments.of("null", "is no JSON object"),
        Arguments.of("[]", "is no JSON object"),
        Arguments.of("\"a\"", "is no JSON object"),
        Arguments.of("{}", "has no kty (RFC 7517 §4.1)"),
        Arguments.of("{\"kty\":1}", "has no kty (RFC 7517 §4.1)"),
        Arguments.of("{\"kty\":\"RSA\"}", MALFORMED),
        Arguments.of("{\"kty\":\"RSA\",\"n\":\"" + N + "\"}", MALFORMED),
        Arguments.of(rsaKey("!!", "AQAB"), "is malformed: n is not base64url"),
        Arguments.of(rsaKey("", "AQAB"), "is malformed: n is not base64url"),
        Arguments.of(rsaKey(N, "="), "is malformed: e is not base64url"),
        Arguments.of("{\"kty\":\"RSA\",\"n\":1,\"e\":2}", "is malformed: n is not base64url"),
        Arguments.of(rsaKey(N, "AQ"), NO_RSA),
        Arguments.of(rsaKey(N, "AA"), NO_RSA),
        Arguments.of(rsaKey(N, "AQAA"), NO_RSA),
        Arguments.of(rsaKey(N.substring(0, N.length() - 2) + "AA", "AQAB"), NO_RSA),
        Arguments.of(rsaKey(N_1024, "AQAB"), WEAK.formatted(1024)),
        Arguments.of(rsaKey("A".repeat(172) + N_1024, "AQAB"), WEAK.formatted(1024)),
        Arguments.of(rsaKey("AQAB", "Aw"), WEAK.formatted(17)),
        Arguments.of(ecKey("P-256", EC.getX().toString(), EC.getX().toString()), MALFORMED),
        Arguments.of(ecKey("P-384", EC.getX().toString(), EC.getY().toString()), MALFORMED),
        Arguments.of(ecKey("P-256", "AA", "AA"), MALFORMED),
        Arguments.of("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\"}", MALFORMED),
        Arguments.of(ecKey("P-256", "?", "AA"), "is malformed: x is not base64url"),
        Arguments.of(edwardsKey("Ed25519", "AA"), NO_POINT),
        Arguments.of(edwardsKey("Ed25519", "_".repeat(42) + "8"), NO_POINT),
        Arguments.of(edwardsKey("Ed25519", "Ag" + "A".repeat(41)), NO_POINT),
        Arguments.of(edwardsKey("Ed448", "AQ" + "A".repeat(41)), NO_POINT),
        Arguments.of("{\"kty\":\"OKP\",\"crv\":\"Ed25519\"}", MALFORMED));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void trial_g07_aKeyThatIsWeakOrMalformedIsNoKey(String key, String why) throws IOException {
    assertEquals(" has a key, number 1, that " + why, refusal("{\"keys\":[" + key + "]}"));
    assertEquals(
        " has a key, number 2, that " + why,
        refusal("{\"keys\":[" + RSA.toPublicJWK() + "," + key + "]}"));
  }

  static Stream<Arguments> sets() {
    return Stream.of(
        Arguments.of("", "is empty"),
        Arguments.of(" \n", "is empty"),
        Arguments.of("not json", "is not JSON: not valid JSON at line 1, column 1"),
        Arguments.of("-----BEGIN PUBLIC KEY-----", "is not JSON: not valid JSON at line 1, column"),
        Arguments.of("{\"keys\":[", "is not JSON: the JSON ends too early at line 1, column 10"),
        Arguments.of("[".repeat(100_000), "is not JSON: nested deeper than 64 levels"),
        Arguments.of("{\"keys\":[],\"keys\":[]}", "is not JSON: a member name stands twice in one"),
        Arguments.of("{}", "is not a JWK set (RFC 7517 §5): it has no list named keys"),
        Arguments.of("[]", "is not a JWK set (RFC 7517 §5): it has no list named keys"),
        Arguments.of("null", "is not a JWK set (RFC 7517 §5): it has no list named keys"),
        Arguments.of("{\"keys\":{}}", "is not a JWK set (RFC 7517 §5): it has no list named keys"),
        Arguments.of("{\"keys\":null}", "is not a JWK set (RFC 7517 §5): it has no list named"),
        Arguments.of(
            RSA.toPublicJWK().toString(), "is not a JWK set (RFC 7517 §5): it has no list named"),
        Arguments.of("{\"keys\":[]}", "holds no key"),
        Arguments.of(new JWKSet(RSA).toString(false), PRIVATE),
        Arguments.of(new JWKSet(EC).toString(false), PRIVATE),
        Arguments.of("{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}", PRIVATE),
        Arguments.of("{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"use\":\"enc\"}]}", PRIVATE),
        Arguments.of(only(",\"use\":\"enc\""), NOT_FOR_SIGNATURES),
        Arguments.of(only(",\"use\":\"tls\""), NOT_FOR_SIGNATURES),
        Arguments.of(only(",\"key_ops\":[\"encrypt\",\"wrapKey\"]"), NOT_FOR_SIGNATURES),
        Arguments.of(only(",\"alg\":\"RSA-OAEP-256\""), NOT_FOR_SIGNATURES),
        Arguments.of(only(",\"alg\":\"HS256\""), NOT_FOR_SIGNATURES),
        Arguments.of("{\"keys\":[{\"kty\":\"AKP\",\"pub\":\"AA\"}]}", NOT_FOR_SIGNATURES),
        Arguments.of(
            "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AA\"}]}", NOT_FOR_SIGNATURES),
        Arguments.of("{\"keys\":[" + ecKey("secp256k1", "AA", "AA") + "]}", NOT_FOR_SIGNATURES));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void trial_g07_aFileWithoutAUsableKeyIsRefusedWithTheReason(String content, String why)
      throws IOException {
    String reason = refusal(content);

    assertEquals(" " + why, reason.substring(0, Math.min(reason.length(), why.length() + 1)));
    assertFalse(reason.contains("\n"), reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ". | it is a directory",
        "none | there is no such file",
        "binary | it is not text in UTF-8",
        "/dev/zero | it is no regular file",
        "/dev/null | it is no regular file"
      })
  void trial_g07_whatIsNoFileOfTextIsRefused(String name, String why) throws IOException {
    Files.write(directory.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});

    assertEquals(why, fullRefusal(directory.resolve(name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"use\":\"sig\"",
        ",\"key_ops\":[\"verify\"]",
        ",\"alg\":\"PS512\"",
        ",\"kid\":\"a\",\"unknown\":[null]"
      })
  void trial_g07_aKeyForSignaturesIsReadAndWhatIsForSomethingElseIsLeftOut(String members)
      throws IOException {
    String others =
        "{\"kty\":\"AKP\"},{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AA\"},"
            + rsaKey(N_1024, "AQAB").replace("}", ",\"use\":\"enc\"}");

    assertFalse(keys("{\"keys\":[" + others + "," + rsaKey(members) + "]}").isEmpty());
  }

  @Test
  void trial_g07_theSettingIsNamed() throws IOException {
    Path file = write("{\"keys\":[null]}");
    Map<String, String> variables = Map.of("MCP_ECHO_JWKS_FILE", file.toString());

    assertEquals(
        "MCP_ECHO_JWKS_FILE="
            + file
            + " cannot be used: it has a key, number 1, that is no JSON object; use the name of a file",
        assertThrows(
                ConfigurationException.class,
                () ->
                    McpEcho.builder()
                        .settings(EchoSettings.DEFAULTS.withEnvironment(variables))
                        .build())
            .getMessage());
  }

  private TrustedKeys keys(String content) throws IOException {
    Path file = write(content);
    return assertDoesNotThrow(() -> TrustedKeys.fromFile(file));
  }

  private String refusal(String content) throws IOException {
    return refusal(write(content));
  }

  private static String fullRefusal(Path file) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThrows(IllegalArgumentException.class, () -> TrustedKeys.fromFile(file))
                .getMessage());
  }

  /** Returns what is said of the file. */
  private static String refusal(Path file) {
    String message = fullRefusal(file);
    String start = "it";
    assertEquals(start, message.substring(0, start.length()));
    return message.substring(start.length());
  }

  private Path write(String content) throws IOException {
    return Files.writeString(directory.resolve("jwks.json"), content);
  }

  private static String only(String members) {
    return "{\"keys\":[" + rsaKey(members) + "]}";
  }

  private static String rsaKey(String members) {
    return rsaKey(N, "AQAB").replace("}", members + "}");
  }

  private static String rsaKey(String modulus, String exponent) {
    return "{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"}".formatted(modulus, exponent);
  }

  private static String ecKey(String curve, String x, String y) {
    return "{\"kty\":\"EC\",\"crv\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}".formatted(curve, x, y);
  }

  private static String edwardsKey(String curve, String x) {
    return "{\"kty\":\"OKP\",\"crv\":\"%s\",\"x\":\"%s\"}".formatted(curve, x);
  }

  private static RSAKey rsa() {
    return assertDoesNotThrow(() -> new RSAKeyGenerator(2048).generate());
  }

  private static ECKey ec() {
    return assertDoesNotThrow(() -> new ECKeyGenerator(Curve.P_256).generate());
  }
}
