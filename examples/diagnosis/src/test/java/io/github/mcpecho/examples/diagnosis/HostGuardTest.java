package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 5: the server refuses the host name that the proxy passes on, and its health stays green. */
@Tag("nginx")
class HostGuardTest {
  @AutoClose
  final EchoHttpServer loopbackOnly =
      EchoHttpServer.start(ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0));

  @Test
  void theRefusalSaysWhatCameAndWhichSettingAllowsIt() throws Exception {
    try (Nginx proxy = Nginx.start("host-kept", loopbackOnly)) {
      Response refused = Request.call("echo", "{\"message\":\"hi\"}").sendTo(proxy);

      assertEquals(403, refused.status());
      String message = refused.json().at("/error/message").asText();
      assertTrue(message.contains("Host \"mcp.example.com\""), message);
      assertTrue(message.contains("X-Forwarded-Host \"mcp.example.com\" does not count"), message);
      assertTrue(message.contains("MCP_ECHO_ALLOWED_HOSTS"), message);
    }
  }

  @Test
  void healthStaysGreenMeanwhile() throws Exception {
    try (Nginx proxy = Nginx.start("host-kept", loopbackOnly)) {
      assertEquals(200, Request.of("GET", "/health").sendTo(proxy).status());
    }
  }

  @Test
  void aHostThatIsAllowedIsServed() throws Exception {
    Settings settings = Echo.SETTINGS.with(HttpSettings.ALLOWED_HOSTS, List.of("mcp.example.com"));
    try (EchoHttpServer allowing = Echo.start(settings);
        Nginx proxy = Nginx.start("host-kept", allowing)) {
      assertEquals(200, Request.call("echo", "{\"message\":\"hi\"}").sendTo(proxy).status());
    }
  }
}
