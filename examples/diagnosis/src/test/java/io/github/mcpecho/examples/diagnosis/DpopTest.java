package io.github.mcpecho.examples.diagnosis;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.standalone.EchoHttpServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Date;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 20: a proof of possession does not fit the token or the URL. */
class DpopTest {
  private static final ECKey KEY = newKey();
  private static final String BOUND = boundTo(KEY);

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
    McpEcho.Builder configured =
        McpEcho.builder()
            .clock(Clock.fixed(Echo.NOON, ZoneOffset.UTC))
            .with(EchoSettings.PUBLIC_URL, "https://mcp.example.com/mcp");
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
    String other = boundTo(newKey());

    call(other).sendTo(echo.port()).diagnosis().assertFinds("DPOP_KEY_MISMATCH");
  }

  @Test
  void aProofThatAnotherKeySignedIsNamed() throws Exception {
    String proof = proof(BOUND, newKey());

    Diagnosis diagnosis = call(BOUND, proof).sendTo(echo.port()).diagnosis();

    diagnosis.assertFinds("DPOP_SIGNATURE_INVALID");
    diagnosis.assertDoesNotFind("DPOP_KEY_MISMATCH");
  }

  private static Request call(String token) throws Exception {
    return call(token, proof(token, KEY));
  }

  private static Request call(String token, String proof) {
    return Request.call("authContext").with("Authorization", "DPoP " + token).with("DPoP", proof);
  }

  /** Returns a proof that names the client's key, and is signed with this one. */
  private static String proof(String token, ECKey signer) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("dpop+jwt"))
            .jwk(KEY.toPublicJWK())
            .build();
    var claims =
        new JWTClaimsSet.Builder()
            .jwtID("1")
            .claim("htm", "POST")
            .claim("htu", "https://mcp.example.com/mcp")
            .issueTime(Date.from(Echo.NOON))
            .claim("ath", Base64URL.encode(hash).toString())
            .build();
    var proof = new SignedJWT(header, claims);
    proof.sign(new ECDSASigner(signer));
    return proof.serialize();
  }

  private static String boundTo(ECKey key) {
    try {
      return Tokens.with(
          "\"aud\":\"https://mcp.example.com/mcp\",\"cnf\":{\"jkt\":\"%s\"},%s"
              .formatted(key.computeThumbprint(), Tokens.TIMES));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
