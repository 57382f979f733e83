import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

/** The test server in a container, told over its control what is to go wrong. */
@Testcontainers(disabledWithoutDocker = true)
class ContainerTest {
  private static final String TOKEN = "a-token-for-this-test";

  @Container
  private static final GenericContainer<?> ECHO =
      new GenericContainer<>(DockerImageName.parse("mcp-echo-testing"))
          .withCommand("--control")
          .withEnv("MCP_ECHO_CONTROL_TOKEN", TOKEN)
          .withEnv("MCP_ECHO_ALLOWED_HOSTS", "*")
          .withExposedPorts(3000)
          .waitingFor(Wait.forHttp("/health"));

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aBusyServerIsSeen() throws Exception {
    control(
        "rules",
        "{\"rules\": [{\"on\": {\"tool\": \"echo\"}, \"times\": 1, \"then\": {\"do\": \"retry-after\"}}]}");

    assertEquals(503, call().statusCode());
    assertEquals(200, call().statusCode());

    assertEquals(
        "{\"holds\":true}", control("verify", "{\"on\": {\"tool\": \"echo\"}, \"exactly\": 2}"));
  }

  private HttpResponse<String> call() throws IOException, InterruptedException {
    return post(
        "mcp",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
            + "\"params\":{\"name\":\"echo\",\"arguments\":{\"message\":\"Hello!\"}}}");
  }

  private String control(String what, String json) throws IOException, InterruptedException {
    return post("control/" + what, json).body();
  }

  private HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "http://%s:%d/%s".formatted(ECHO.getHost(), ECHO.getMappedPort(3000), path));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("Authorization", "Bearer " + TOKEN)
            .POST(BodyPublishers.ofString(json))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
