package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.standalone.EchoHttpServer;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 4: after a good login the server refuses the token, because it is for somebody else. */
class AudienceMismatchTest {
  private static final String RESOURCE = "https://mcp.example.com/mcp";

  @AutoClose
  final EchoHttpServer echo =
      Echo.start(
          McpEcho.builder()
              .clock(Clock.fixed(Echo.NOON, ZoneOffset.UTC))
              .with(EchoSettings.PUBLIC_URL, RESOURCE));

  @ParameterizedTest
  @CsvSource({
    "https://mcp.example.com/mcp/, slash",
    "https://mcp.example.com, path",
    "http://mcp.example.com/mcp, http and https",
    "https://mcp.example.com:443/mcp, port",
    "https://MCP.example.com/mcp, case"
  })
  void anAudienceThatDiffersALittleSaysInWhat(String audience, String difference) throws Exception {
    Diagnosis diagnosis = expecting(RESOURCE, "\"aud\":\"" + audience + "\"");

    diagnosis.assertFinds("AUTH_AUDIENCE_MISMATCH");
    assertTrue(evidence(diagnosis).contains(difference), diagnosis.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"aud\":\"https://mcp.example.com/mcp\"",
        "\"aud\":[\"https://other.example.com\",\"https://mcp.example.com/mcp\"]"
      })
  void theRightAudienceIsFoundAloneAndInAList(String audience) throws Exception {
    expecting(RESOURCE, audience).assertDoesNotFind("AUTH_AUDIENCE_MISMATCH");
  }

  @Test
  void anotherIssuerIsNamed() throws Exception {
    String token = Tokens.with("\"aud\":\"" + RESOURCE + "\"," + Tokens.TIMES);
    String issuer = "{\"expectedIssuer\":\"https://auth.example.com/\"}";

    Request.call("bearerDecode", issuer)
        .with("Authorization", "Bearer " + token)
        .sendTo(echo.port())
        .diagnosis()
        .assertFinds("AUTH_ISSUER_MISMATCH");
  }

  @Test
  void anIdTokenNamesTheClientAsAudience() throws Exception {
    String token =
        Tokens.jwt(
            "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}",
            "{\"iss\":\"https://auth.example.com\",\"sub\":\"alice\",\"aud\":\"my-app\","
                + "\"azp\":\"my-app\",\"nonce\":\"n\","
                + Tokens.TIMES
                + "}");
    Diagnosis diagnosis =
        Request.call("bearerDecode", "{\"expectedAudience\":\"" + RESOURCE + "\"}")
            .with("Authorization", "Bearer " + token)
            .sendTo(echo.port())
            .diagnosis();

    diagnosis.assertFinds("AUTH_AUDIENCE_MISMATCH");
    assertTrue(evidence(diagnosis).contains("that is the client itself"), diagnosis.text());
    diagnosis.assertFinds("TOKEN_IS_ID_TOKEN");
  }

  @Test
  void authContextComparesTheAudienceWithItsOwnUrl() throws Exception {
    authContext("https://mcp.example.com").assertFinds("AUTH_AUDIENCE_MISMATCH");
    authContext(RESOURCE).assertDoesNotFind("AUTH_AUDIENCE_MISMATCH");
  }

  private Diagnosis authContext(String audience) throws Exception {
    String token = Tokens.with("\"aud\":\"" + audience + "\"," + Tokens.TIMES);
    return Request.call("authContext")
        .with("X-Forwarded-Proto", "https")
        .with("Authorization", "Bearer " + token)
        .sendTo(echo.port())
        .diagnosis();
  }

  private Diagnosis expecting(String audience, String claims) throws Exception {
    return Request.call("bearerDecode", "{\"expectedAudience\":\"" + audience + "\"}")
        .with("Authorization", "Bearer " + Tokens.with(claims + "," + Tokens.TIMES))
        .sendTo(echo.port())
        .diagnosis();
  }

  private static String evidence(Diagnosis diagnosis) {
    return diagnosis.finding("AUTH_AUDIENCE_MISMATCH").toString();
  }
}
