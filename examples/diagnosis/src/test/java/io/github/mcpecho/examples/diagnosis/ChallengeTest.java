package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.standalone.EchoHttpServer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 3: the challenge of a 401 does not reach the client. */
@Tag("nginx")
class ChallengeTest {
  private static final String RESOURCE = "https://mcp.example.com/mcp";
  private static final String METADATA = "/.well-known/oauth-protected-resource/mcp";
  private static final String CHALLENGE =
      "Bearer realm=\"mcp-echo\", resource_metadata=\"https://mcp.example.com" + METADATA + "\"";

  private static final Request WITHOUT_TOKEN = Request.call("authContext");
  private static final Request WITH_TOKEN =
      WITHOUT_TOKEN.with(
          "Authorization", "Bearer " + Tokens.with("\"aud\":\"" + RESOURCE + "\"," + Tokens.TIMES));

  @AutoClose final EchoHttpServer echo = Echo.start();
  @AutoClose final EchoHttpServer challenging = Echo.start(challenging());

  @Test
  void aProxyMadeForBrowsersTurnsTheChallengeIntoARedirect() throws Exception {
    try (Nginx proxy = Nginx.start("challenge-redirected", echo)) {
      Response refused = WITHOUT_TOKEN.sendTo(proxy);

      assertEquals(302, refused.status());
      assertEquals(Optional.empty(), refused.header("WWW-Authenticate"));
      assertEquals(CHALLENGE, challengeBehind(proxy));
    }
  }

  @Test
  void theChallengeThatPassesIsTheOneThatAuthContextPrints() throws Exception {
    try (Nginx proxy = Nginx.start("challenge-passed", echo)) {
      Response refused = WITHOUT_TOKEN.sendTo(proxy);

      assertEquals(401, refused.status());
      assertEquals(Optional.of(challengeBehind(proxy)), refused.header("WWW-Authenticate"));
    }
  }

  @Test
  void theChallengeOfTheServerPassesAWellConfiguredProxyUnchanged() throws Exception {
    try (Nginx proxy = Nginx.start("mended", challenging)) {
      Response refused = WITHOUT_TOKEN.sendTo(proxy);

      assertEquals(401, refused.status());
      assertEquals(Optional.of(CHALLENGE), refused.header("WWW-Authenticate"));
      assertEquals(CHALLENGE, challengeBehind(proxy));
    }
  }

  @Test
  void aClientFindsOutWhereToGetATokenAndComesIn() throws Exception {
    try (Nginx proxy = Nginx.start("mended", challenging)) {
      Response metadata = Request.of("GET", METADATA).sendTo(proxy);

      assertEquals(200, metadata.status());
      assertEquals(RESOURCE, metadata.json().path("resource").asText());
      assertEquals(
          "https://auth.example.com",
          metadata.json().path("authorization_servers").path(0).asText());
      assertEquals(200, WITH_TOKEN.sendTo(proxy).status());
    }
  }

  @Test
  void aProxyThatAnswersForTheServerMakesItsChallengeARedirect() throws Exception {
    try (Nginx proxy = Nginx.start("challenge-intercepted", challenging)) {
      assertEquals(401, WITHOUT_TOKEN.sendTo(challenging.port()).status());
      assertEquals(302, WITHOUT_TOKEN.sendTo(proxy).status());
    }
  }

  @Test
  void aProxyThatHidesAHeaderLeavesA401WithoutAChallenge() throws Exception {
    try (Nginx proxy = Nginx.start("challenge-dropped", challenging)) {
      Response refused = WITHOUT_TOKEN.sendTo(proxy);

      assertEquals(401, refused.status());
      assertEquals(Optional.empty(), refused.header("WWW-Authenticate"));
    }
  }

  @Test
  void aProxyThatPassesOnlyTheEndpointHidesTheMetadata() throws Exception {
    try (Nginx proxy = Nginx.start("metadata-lost", challenging)) {
      assertEquals(Optional.of(CHALLENGE), WITHOUT_TOKEN.sendTo(proxy).header("WWW-Authenticate"));
      assertEquals(404, Request.of("GET", METADATA).sendTo(proxy).status());
      assertEquals(200, Request.of("GET", METADATA).sendTo(challenging.port()).status());
    }
  }

  @Test
  void aProxyThatLosesTheSchemeMakesTheChallengeNameAnotherUrl() throws Exception {
    McpEcho.Builder configured = challenging().with(EchoSettings.PUBLIC_URL, RESOURCE);
    try (Nginx proxy = Nginx.start("scheme-lost", challenging);
        EchoHttpServer knowing = Echo.start(configured);
        Nginx same = Nginx.start("scheme-lost", knowing)) {
      assertNotEquals(
          Optional.of(CHALLENGE), WITHOUT_TOKEN.sendTo(proxy).header("WWW-Authenticate"));
      assertEquals(401, WITH_TOKEN.sendTo(proxy).status());
      assertEquals(Optional.of(CHALLENGE), WITHOUT_TOKEN.sendTo(same).header("WWW-Authenticate"));
      assertEquals(200, WITH_TOKEN.sendTo(same).status());
    }
  }

  private static McpEcho.Builder challenging() {
    return McpEcho.builder()
        .clock(Clock.fixed(Echo.NOON, ZoneOffset.UTC))
        .with(EchoSettings.CHALLENGE, true)
        .with(EchoSettings.AUTHORIZATION_SERVERS, List.of("https://auth.example.com"));
  }

  private static String challengeBehind(Nginx proxy) throws Exception {
    String line = WITH_TOKEN.sendTo(proxy).diagnosis().fact("/externalUrl/challenge").asText();
    return line.replace("WWW-Authenticate: ", "");
  }
}
