package io.github.mcpecho.testing.oauth;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.settings.Settings;
import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import io.github.mcpecho.testing.McpEchoServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in challenge mode, whose authorization server is the stub. */
class RehearsalTest {
  @TempDir private Path directory;

  @Test
  void trial_t19_theStubIssuesTokensForAnotherServer() throws Exception {
    int port = freePort();
    URI other = URI.create("http://127.0.0.1:" + port + "/mcp");
    ProtectedResource resource = ProtectedResource.create().alsoFor(other.toString());
    try (McpEchoServer stub = McpEchoServer.builder().with(resource).start();
        EchoHttpServer challenging = challenging(other, stub)) {
      SoundClient client =
          new SoundClient(challenging.uri(), ProtocolVersion.V2025_11_25, Json.object())
              .documentedAt("https://client.example/metadata.json");

      assertTrue(client.connect().listTools().path("tools").size() > 0);
      assertDoesNotThrow(stub::assertConformantClient);
    }
  }

  @Test
  void trial_t19_aServerThatIsNotConfiguredGetsNoTokens() throws Exception {
    URI other = URI.create("http://127.0.0.1:" + freePort() + "/mcp");
    try (McpEchoServer stub = McpEchoServer.builder().with(ProtectedResource.create()).start();
        EchoHttpServer challenging = challenging(other, stub)) {
      SoundClient client =
          new SoundClient(challenging.uri(), ProtocolVersion.V2025_11_25, Json.object());

      assertThrows(IllegalStateException.class, client::connect);
    }
  }

  private EchoHttpServer challenging(URI uri, McpEchoServer stub) throws Exception {
    Path keys = Files.writeString(directory.resolve("keys.json"), TestTokens.jwks());
    Settings settings =
        ServerSettings.DEFAULTS
            .with(ServerSettings.PORT, uri.getPort())
            .with(EchoSettings.PUBLIC_URL, uri.toString())
            .with(EchoSettings.JWKS_FILE, keys)
            .with(
                EchoSettings.AUTHORIZATION_SERVERS,
                List.of("http://" + stub.uri().getRawAuthority()))
            .with(EchoSettings.CHALLENGE, true);
    return EchoHttpServer.start(settings, McpEcho.builder().settings(settings).build());
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
