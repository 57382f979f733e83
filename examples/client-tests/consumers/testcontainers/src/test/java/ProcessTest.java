import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the container runs, as a process of this machine: the same command line, variables and wait.
 * {@code echo.jar} and {@code echo.options} say where the image gets it from.
 */
class ProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aBusyServerIsSeen() throws Exception {
    int port = freePort();
    Process server = start(port);
    try {
      var uri = URI.create("http://127.0.0.1:" + port);
      awaitHealth(uri, server);
      new BusyServer(uri).isSeen();
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Process start(int port) throws IOException {
    var builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + System.getProperty("echo.options"),
                    "-jar",
                    System.getProperty("echo.jar"),
                    "--control"))
            .inheritIO();
    builder.environment().put("MCP_ECHO_PORT", String.valueOf(port));
    builder.environment().put("MCP_ECHO_CONTROL_TOKEN", BusyServer.TOKEN);
    builder.environment().put("MCP_ECHO_ALLOWED_HOSTS", "*");
    return builder.start();
  }

  private void awaitHealth(URI uri, Process server) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    HttpRequest health = HttpRequest.newBuilder(uri.resolve("/health")).build();
    while (server.isAlive() && Instant.now().isBefore(end)) {
      try {
        if (http.send(health, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (ConnectException e) {
        // It starts.
      }
      Thread.sleep(50);
    }
    throw new AssertionError("The server is not healthy");
  }
}
