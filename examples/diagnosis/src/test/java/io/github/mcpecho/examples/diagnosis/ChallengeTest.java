package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.standalone.EchoHttpServer;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 3: the challenge of a 401 does not reach the client. */
@Tag("nginx")
class ChallengeTest {
  private static final Request WITHOUT_TOKEN = Request.call("authContext");
  private static final Request WITH_TOKEN =
      WITHOUT_TOKEN.with("Authorization", "Bearer " + Tokens.with(Tokens.TIMES));

  @AutoClose final EchoHttpServer echo = Echo.start();

  @Test
  void aProxyMadeForBrowsersTurnsTheChallengeIntoARedirect() throws Exception {
    try (Nginx proxy = Nginx.start("challenge-redirected", echo)) {
      Response refused = WITHOUT_TOKEN.sendTo(proxy);

      assertEquals(302, refused.status());
      assertEquals(Optional.empty(), refused.header("WWW-Authenticate"));
      assertEquals(
          "Bearer resource_metadata="
              + "\"https://mcp.example.com/.well-known/oauth-protected-resource/mcp\"",
          challengeBehind(proxy));
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

  private static String challengeBehind(Nginx proxy) throws Exception {
    String line = WITH_TOKEN.sendTo(proxy).diagnosis().fact("/externalUrl/challenge").asText();
    return line.replace("WWW-Authenticate: ", "");
  }
}
