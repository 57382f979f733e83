package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.settings.Settings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeInJettyTest extends ChallengeTest {
  private EchoHttpServer jetty;

  @Override
  URI start(McpServer server, Settings settings) {
    jetty = EchoHttpServer.start(settings.with(ServerSettings.PORT, 0), server);
    return jetty.uri();
  }

  @Override
  void stop() {
    jetty.close();
  }

  @Test
  void h05_nobodyIsAskedUnlessTheOperatorSaysSo() throws Exception {
    try (EchoHttpServer server = EchoHttpServer.start(Servers.CONFIG)) {
      var client = new Client(server.uri());

      assertEquals(
          200, client.postJson("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").statusCode());
      assertEquals(
          "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid request: there is no"
              + " resource metadata, since nobody is asked for a token here\"}}",
          client.get("/.well-known/oauth-protected-resource").body());
      assertEquals(404, client.get("/.well-known/oauth-protected-resource/mcp").statusCode());
    }
  }

  @Test
  void h05_thePathOfTheEndpointAndThePublicUrlCount() throws Exception {
    Settings settings =
        Servers.CONFIG
            .with(ServerSettings.PATH, "/inside/mcp")
            .withEnvironment(
                Map.of(
                    "MCP_ECHO_CHALLENGE", "true",
                    "MCP_ECHO_CHALLENGE_SCOPES", "a b, c",
                    "MCP_ECHO_AUTHORIZATION_SERVERS", "https://a.example, https://b.example/tenant",
                    "MCP_ECHO_PUBLIC_URL", "https://mcp.example.com/tools/"));
    try (EchoHttpServer server = EchoHttpServer.start(settings)) {
      var client = new Client(server.uri());

      assertEquals(
          "Bearer realm=\"mcp-echo\", resource_metadata="
              + "\"https://mcp.example.com/.well-known/oauth-protected-resource/tools\","
              + " scope=\"a b c\"",
          client.postJson("{}").headers().firstValue("WWW-Authenticate").orElse(""));
      for (String path : new String[] {"", "/tools", "/inside/mcp"}) {
        String metadata = client.get("/.well-known/oauth-protected-resource" + path).body();
        assertEquals(
            "{\"resource\":\"https://mcp.example.com/tools\",\"authorization_servers\":"
                + "[\"https://a.example\",\"https://b.example/tenant\"],\"scopes_supported\":"
                + "[\"a\",\"b\",\"c\"]",
            metadata.substring(0, metadata.indexOf(",\"bearer")));
      }
      assertEquals(404, client.get("/.well-known/oauth-protected-resource/mcp").statusCode());
    }
  }
}
