package io.github.mcpecho.examples.tomcat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deploys the WAR, as it was built, into a Tomcat and calls it from outside. */
class WarInTomcatTest {
  private static final Tomcat TOMCAT = new Tomcat();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static URI server;

  @BeforeAll
  static void deploy() throws IOException, LifecycleException {
    Path base = Path.of(System.getProperty("tomcat.base"));
    Files.createDirectories(base.resolve("webapps"));
    TOMCAT.setBaseDir(base.toString());
    TOMCAT.setHostname("localhost");
    TOMCAT.setPort(0);
    TOMCAT.getConnector().setProperty("address", "127.0.0.1");
    TOMCAT.addWebapp("", System.getProperty("war"));
    TOMCAT
        .addWebapp("/configured", System.getProperty("war"))
        .addParameter("MCP_ECHO_DISABLED_TOOLS", "echo");
    TOMCAT.start();
    server = URI.create("http://127.0.0.1:" + TOMCAT.getConnector().getLocalPort() + "/mcp");
  }

  @AfterAll
  static void undeploy() throws LifecycleException {
    TOMCAT.stop();
    TOMCAT.destroy();
  }

  @ParameterizedTest
  @CsvSource({
    "echo, Hello!",
    "printHeader, HTTP Headers Analysis",
    "bearerDecode, ''",
    "authContext, Authentication Context Analysis",
    "requestTiming, Request Timing Analysis",
    "corsAnalysis, CORS Analysis",
    "environmentDump, Environment Configuration",
    "healthProbe, System Health Report",
    "whoIStheGOAT, Excellence Analysis"
  })
  void everyToolAnswers(String tool, String text) throws Exception {
    String arguments = tool.equals("echo") ? "{\"message\":\"Hello!\"}" : "{}";
    HttpResponse<String> response =
        post(
            """
            {"jsonrpc":"2.0","id":"a","method":"tools/call",\
            "params":{"name":"%s","arguments":%s}}"""
                .formatted(tool, arguments));

    assertEquals(200, response.statusCode(), response.body());
    JsonNode json = JSON.readTree(response.body());
    assertEquals("a", json.get("id").textValue());
    assertTrue(json.at("/result/content/0/text").asText().contains(text), response.body());
  }

  @Test
  void toolsAreListed() throws Exception {
    HttpResponse<String> response =
        post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");

    assertEquals(9, JSON.readTree(response.body()).at("/result/tools").size(), response.body());
  }

  @Test
  void aSlashAtTheEndMakesNoDifference() throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(server.resolve("/mcp/"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"))
                .build(),
            BodyHandlers.ofString());

    assertEquals("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}", response.body());
  }

  @Test
  void healthCountsTheSameServersRequests() throws Exception {
    post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
    JsonNode health = JSON.readTree(send("GET", "/health", "").body());

    assertEquals("healthy", health.get("status").textValue());
    assertTrue(health.get("requests_handled").longValue() > 0, health.toString());
    assertTrue(
        send("GET", "/metrics", "")
            .body()
            .contains("mcp_echo_requests_total{method=\"ping\",status=\"200\",tool=\"\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT", "HEAD", "PATCH", "BREW"})
  void html01_noVerbIsAnsweredInHtml(String verb) throws Exception {
    HttpResponse<String> response = send(verb, "/mcp", "");

    assertEquals(405, response.statusCode());
    assertIsJson(response);
  }

  @ParameterizedTest
  @CsvSource({"400, {", "400, ''", "400, '[]'", "400, '{}'"})
  void html01_noBodyIsAnsweredInHtml(int status, String body) throws Exception {
    HttpResponse<String> response = post(body);

    assertEquals(status, response.statusCode());
    assertIsJson(response);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/other", "/mcp/x", "/WEB-INF/web.xml", "/META-INF/", "/index.html"})
  void html01_noPathIsAnsweredInHtml(String path) throws Exception {
    HttpResponse<String> response = send("GET", path, "");

    assertEquals(404, response.statusCode());
    assertIsJson(response);
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,"
            + "\"message\":\"Invalid request: there is nothing here, the MCP endpoint is /mcp\"}}",
        response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/mcp"})
  void nobodyIsSentForATokenUnlessTheOperatorSaysSo(String path) throws Exception {
    HttpResponse<String> response = send("GET", "/.well-known/oauth-protected-resource" + path, "");

    assertEquals(404, response.statusCode());
    assertIsJson(response);
    assertTrue(response.body().contains("since nobody is asked for a token"), response.body());
  }

  @Test
  void html01_aTraceIsNotAnsweredInHtml() throws Exception {
    HttpResponse<String> response = send("TRACE", "/mcp", "");

    assertEquals(405, response.statusCode());
    assertIsJson(response);
  }

  @Test
  void aLongBodyIsRefusedInJson() throws Exception {
    HttpResponse<String> response = post(" ".repeat(5_000_000));

    assertEquals(413, response.statusCode());
    assertIsJson(response);
  }

  @Test
  void aForeignOriginIsRefusedInJson() throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(server)
                .header("Origin", "http://evil.example")
                .POST(BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofString());

    assertEquals(403, response.statusCode());
    assertIsJson(response);
  }

  /** OSHI logs with SLF4J, which complains where there is nothing to log with. */
  @Test
  void trial_e09_librariesDoNotMissALog() throws IOException {
    try (var war = new ZipFile(System.getProperty("war"))) {
      List<String> logs =
          war.stream()
              .map(entry -> entry.getName().replaceFirst(".*/(slf4j-[a-z0-9]+)-.*", "$1"))
              .filter(name -> name.startsWith("slf4j-"))
              .sorted()
              .toList();
      assertEquals(List.of("slf4j-api", "slf4j-jdk14"), logs);
    }
  }

  @Test
  void trial_e09_aContextParameterConfiguresIt() throws Exception {
    String echo =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call",\
        "params":{"name":"echo","arguments":{"message":"Hello!"}}}""";

    assertTrue(JSON.readTree(post(echo).body()).has("result"));
    JsonNode refused = JSON.readTree(send("POST", "/configured/mcp", echo).body());
    assertEquals(-32602, refused.at("/error/code").intValue(), refused::toString);
  }

  private static void assertIsJson(HttpResponse<String> response) {
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
    assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertFalse(response.body().contains("<"), response.body());
  }

  private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return send("POST", "/mcp", body);
  }

  private static HttpResponse<String> send(String verb, String path, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/json")
            .method(verb, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
