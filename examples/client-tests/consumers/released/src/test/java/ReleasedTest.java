import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.junit.McpEchoExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to use it, with what was published. */
class ReleasedTest {
  private static final Path DOWNLOADS = Path.of(System.getProperty("downloads"));
  private static final Pattern URL = Pattern.compile("http://[^ ]*/mcp");
  private static final String HELLO =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call",
       "params":{"name":"echo","arguments":{"message":"Hello!"}}}""";

  @RegisterExtension static final McpEchoExtension ECHO = McpEchoExtension.create();

  @Test
  void trial_o05_aWebappHasItAsADependency() throws Exception {
    Tomcat tomcat = tomcat("webapp");
    Settings settings = HttpSettings.DEFAULTS.withEnvironment(Map.of());
    try (McpServer server = McpEcho.builder().settings(settings).build()) {
      Context context = tomcat.addContext("", System.getProperty("tomcat"));
      Tomcat.addServlet(context, "mcp", EchoServlets.of(server, settings).mcp()).addMapping("/mcp/*");
      assertServes(tomcat);
    }
    assertEquals(System.getProperty("echo.version"), McpEcho.version());
  }

  @Test
  void trial_o05_aContainerDeploysTheWar() throws Exception {
    Tomcat tomcat = tomcat("war");
    tomcat.addWebapp("", DOWNLOADS.resolve("echo.war").toString());
    assertServes(tomcat);
  }

  @ParameterizedTest
  @ValueSource(strings = {"program.jar", "test-server.jar"})
  void trial_o05_theProgramsRunFromTheirJars(String jar) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    assertServes(List.of(java, "-jar", DOWNLOADS.resolve(jar).toString()));
  }

  @ParameterizedTest
  @CsvSource({"tar.gz, tar xzf", "zip, unzip -q"})
  void trial_o05_theLauncherStartsTheProgram(String kind, String unpack, @TempDir Path directory)
      throws Exception {
    String[] words = unpack.split(" ");
    String archive = DOWNLOADS.resolve("launcher." + kind).toString();
    Process unpacked =
        new ProcessBuilder(words[0], words[1], archive).directory(directory.toFile()).inheritIO().start();
    assertEquals(0, unpacked.waitFor());
    Path home = directory.resolve("mcp-echo-" + System.getProperty("echo.version"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), home.resolve("bin/mcp-echo"));

    assertServes(List.of(link.toString()));
  }

  @Test
  void trial_o05_aTestHasTheTestServer() throws Exception {
    McpEchoServer server = ECHO.server();

    assertTrue(post(server.uri()).contains("Hello!"));
    assertEquals(1, server.calls().size());
  }

  private static Tomcat tomcat(String name) throws IOException {
    Path base = Path.of(System.getProperty("tomcat"), name);
    Files.createDirectories(base.resolve("webapps"));
    var tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    return tomcat;
  }

  private static void assertServes(Tomcat tomcat) throws Exception {
    tomcat.start();
    try {
      int port = tomcat.getConnector().getLocalPort();
      assertTrue(post(URI.create("http://127.0.0.1:" + port + "/mcp")).contains("Hello!"));
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private static void assertServes(List<String> command) throws Exception {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("MCP_ECHO_PORT", "0");
    builder.environment().put("MCP_ECHO_DRAIN_DELAY", "0");
    Process process = builder.start();
    try (var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      Matcher url = URL.matcher(String.valueOf(lines.readLine()));
      assertTrue(url.find());
      assertTrue(post(URI.create(url.group())).contains("Hello!"));
    } finally {
      process.destroy();
      process.waitFor();
    }
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
