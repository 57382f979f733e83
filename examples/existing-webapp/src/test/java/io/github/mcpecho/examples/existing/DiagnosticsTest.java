package io.github.mcpecho.examples.existing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The webapp in Tomcat, with the environment variables that the pom sets. */
class DiagnosticsTest {
  private static final Tomcat TOMCAT = new Tomcat();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String HELLO =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call",\
      "params":{"name":"echo","arguments":{"message":"Hello!"}}}""";

  private static URI webapp;

  @BeforeAll
  static void start() throws IOException, LifecycleException {
    Path base = Path.of(System.getProperty("tomcat.base"));
    Files.createDirectories(base.resolve("webapps"));
    TOMCAT.setBaseDir(base.toString());
    TOMCAT.setPort(0);
    TOMCAT.getConnector().setProperty("address", "127.0.0.1");
    Context context = TOMCAT.addContext("", base.toString());
    context.addApplicationListener(Diagnostics.class.getName());
    Tomcat.addServlet(context, "shop", new Shop()).addMapping("/");
    TOMCAT.start();
    webapp = URI.create("http://127.0.0.1:" + TOMCAT.getConnector().getLocalPort() + "/");
  }

  @AfterAll
  static void stop() throws LifecycleException {
    TOMCAT.stop();
    TOMCAT.destroy();
  }

  @Test
  void theEndpointStandsBesideWhatTheWebappServes() throws Exception {
    assertTrue(post("Host", "shop.example").body().contains("Hello!"));
    assertEquals("Welcome", get("anything").body());
  }

  @Test
  void healthAndMetricsTellOfTheEndpoint() throws Exception {
    post("Host", "shop.example");

    assertTrue(get("mcp/health").body().matches(".*\"requests_handled\":[1-9].*"));
    assertTrue(get("mcp/metrics").body().contains("tool=\"echo\""));
  }

  @Test
  void nobodyIsSentForATokenUnlessTheOperatorSaysSo() throws Exception {
    String answer = get(".well-known/oauth-protected-resource/mcp").body();

    assertTrue(answer.contains("since nobody is asked for a token"), answer);
  }

  @Test
  void theVariablesCount() throws Exception {
    assertEquals(403, post("Host", "other.example").statusCode());
    assertEquals(200, post("Host", "shop.example", "Origin", "https://app.example").statusCode());
    assertEquals(403, post("Host", "shop.example", "Origin", "https://other.example").statusCode());
  }

  private static HttpResponse<String> post(String... headers) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(webapp.resolve("mcp"))
            .header("Content-Type", "application/json")
            .headers(headers)
            .POST(BodyPublishers.ofString(HELLO))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(webapp.resolve(path)).build(), BodyHandlers.ofString());
  }
}
