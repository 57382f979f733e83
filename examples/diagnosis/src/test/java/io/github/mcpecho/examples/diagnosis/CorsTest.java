package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.mcpecho.standalone.EchoHttpServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 6: what the proxy answers to a web page, pasted into the judge as it came. */
@Tag("nginx")
class CorsTest {
  private static final String PAGE = "https://app.example.com";
  private static final Request POST_WITHOUT_TOKEN =
      Request.call("authContext").with("Origin", PAGE);
  private static final Request PREFLIGHT =
      Request.of("OPTIONS", "/mcp")
          .with("Origin", PAGE)
          .with("Access-Control-Request-Method", "POST")
          .with("Access-Control-Request-Headers", "authorization,content-type");

  @AutoClose final EchoHttpServer echo = Echo.start();

  @Test
  void aChallengeWithoutCorsHeadersIsHiddenFromTheScript() throws Exception {
    judge(POST_WITHOUT_TOKEN, "cors-not-on-errors", 401).assertFinds("CORS_CHALLENGE_HIDDEN");
  }

  @Test
  void aPreflightThatIsAskedForATokenFails() throws Exception {
    judge(PREFLIGHT, "cors-not-on-errors", 401).assertFinds("CORS_PREFLIGHT_STATUS");
  }

  @Test
  void theWildcardDoesNotCoverAuthorization() throws Exception {
    judge(PREFLIGHT, "cors-wildcard", 204).assertFinds("CORS_AUTHORIZATION_NOT_COVERED");
  }

  @Test
  void aMendedProxyLetsThePreflightPass() throws Exception {
    Diagnosis diagnosis = judge(PREFLIGHT, "cors", 204);

    diagnosis.assertFindsNoError();
    diagnosis.assertDoesNotFind("CORS_MCP_HEADERS_MISSING");
  }

  @Test
  void aMendedProxyLetsTheScriptReadTheChallenge() throws Exception {
    judge(POST_WITHOUT_TOKEN, "cors", 401).assertFindsNoError();
  }

  /** Sends the request as the browser does, and pastes the response into corsAnalysis. */
  private Diagnosis judge(Request request, String situation, int status) throws Exception {
    Response response;
    try (Nginx proxy = Nginx.start(situation, echo)) {
      response = request.sendTo(proxy);
    }
    assertEquals(status, response.status());
    String arguments =
        new JsonMapper()
            .createObjectNode()
            .put("origin", PAGE)
            .put("method", request.method())
            .put("responseHeaders", response.head())
            .set(
                "requestHeaders",
                new JsonMapper().createArrayNode().add("authorization").add("content-type"))
            .toString();
    return Request.call("corsAnalysis", arguments).sendTo(echo.port()).diagnosis();
  }
}
