package io.github.mcpecho.examples.diagnosis;

import io.github.mcpecho.EchoConfig;
import io.github.mcpecho.standalone.EchoHttpServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 20: a proof of possession does not fit the token or the URL. */
class DpopTest {
  /** The key of the examples in RFC 9449 §4.1, and its thumbprint (§6.1). */
  private static final String KEY =
      """
      {"kty":"EC","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",\
      "y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA","crv":"P-256"}""";

  private static final String BOUND = token("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
  private static final String BOUND_TO_ANOTHER_KEY = token("A".repeat(43));

  @AutoClose final EchoHttpServer echo = Echo.atNoon();

  @Test
  @Tag("nginx")
  void aProofForTheUrlOutsideFitsBehindAProxyThatTellsIt() throws Exception {
    try (Nginx proxy = Nginx.start("mended", echo)) {
      Diagnosis diagnosis = call(BOUND).sendTo(proxy).diagnosis();

      diagnosis.assertFindsNoError();
      diagnosis.assertDoesNotFind("DPOP_URL_BY_LESSER_SOURCE");
    }
  }

  @Test
  @Tag("nginx")
  void aProofForTheUrlOutsideDoesNotFitBehindAProxyThatLosesTheScheme() throws Exception {
    try (Nginx proxy = Nginx.start("scheme-lost", echo)) {
      call(BOUND).sendTo(proxy).diagnosis().assertFinds("DPOP_URL_MISMATCH");
    }
  }

  @Test
  @Tag("nginx")
  void aServerThatKnowsItsUrlTakesTheProofAllTheSame() throws Exception {
    EchoConfig.Builder configured =
        EchoConfig.builder()
            .clock(Clock.fixed(Echo.NOON, ZoneOffset.UTC))
            .publicUrl("https://mcp.example.com/mcp");
    try (EchoHttpServer server = Echo.start(configured);
        Nginx proxy = Nginx.start("scheme-lost", server)) {
      call(BOUND).sendTo(proxy).diagnosis().assertDoesNotFind("DPOP_URL_MISMATCH");
    }
  }

  @Test
  void aBoundTokenWithoutProofIsNamed() throws Exception {
    call(BOUND).without("DPoP").sendTo(echo.port()).diagnosis().assertFinds("DPOP_PROOF_MISSING");
  }

  @Test
  void aTokenThatIsBoundToAnotherKeyIsNamed() throws Exception {
    call(BOUND_TO_ANOTHER_KEY).sendTo(echo.port()).diagnosis().assertFinds("DPOP_KEY_MISMATCH");
  }

  private static Request call(String token) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
    String proof =
        Tokens.jwt(
            "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + KEY + "}",
            """
            {"jti":"1","htm":"POST","htu":"https://mcp.example.com/mcp","iat":%d,"ath":"%s"}"""
                .formatted(
                    Echo.NOON.getEpochSecond(),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(hash)));
    return Request.call("authContext").with("Authorization", "DPoP " + token).with("DPoP", proof);
  }

  private static String token(String thumbprint) {
    return Tokens.with(
        "\"aud\":\"https://mcp.example.com/mcp\",\"cnf\":{\"jkt\":\"%s\"},%s"
            .formatted(thumbprint, Tokens.TIMES));
  }
}
