import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.standalone.EchoHttpServer;
import io.github.mcpecho.standalone.ServerSettings;
import io.github.mcpecho.testing.McpEchoServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

class BesideTest {
  private static final String HELLO =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call",
       "params":{"name":"echo","arguments":{"message":"Hello!"}}}\
      """;

  @Test
  void bothServersRunAtOnce() throws Exception {
    try (EchoHttpServer server = EchoHttpServer.start(
            ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0));
        McpEchoServer testServer = McpEchoServer.start()) {
      assertTrue(post(server.uri()).contains("Hello!"));
      assertTrue(post(testServer.uri()).contains("Hello!"));
      assertEquals(1, testServer.calls().size());
    }
  }

  @Test
  void jettyIsThatOfTheProgram() {
    String jar = Server.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    assertTrue(jar.contains("/jetty-server-"), jar);
  }

  private static String post(URI server) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(HELLO))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
