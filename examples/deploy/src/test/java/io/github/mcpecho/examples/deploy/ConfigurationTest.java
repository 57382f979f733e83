package io.github.mcpecho.examples.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the files say of each other and of the server. */
class ConfigurationTest {
  private static final Pattern VARIABLE = Pattern.compile("MCP_ECHO_[A-Z_]+");

  @Test
  void everyVariableIsOneThatTheServerKnows() throws IOException {
    Set<String> known = variables(Files.readString(Path.of("../../CONFIGURATION.md")));

    try (Stream<Path> files = Files.walk(Path.of(""))) {
      for (Path file : files.filter(ConfigurationTest::isCopied).toList()) {
        Set<String> unknown = variables(Files.readString(file));
        unknown.removeAll(known);
        assertEquals(Set.of(), unknown, file.toString());
      }
    }
  }

  @Test
  void traefikSendsToTheServersOfTheComposition() throws IOException {
    JsonObject services = YamlFile.document("compose.yaml").getAsJsonObject("services");
    JsonObject http = YamlFile.document("traefik/echo.yaml").getAsJsonObject("http");
    JsonObject router = http.getAsJsonObject("routers").getAsJsonObject("mcp");
    JsonObject echo =
        http.getAsJsonObject("services").getAsJsonObject(router.get("service").getAsString());
    var servers = echo.getAsJsonObject("loadBalancer").getAsJsonArray("servers");

    assertFalse(servers.isEmpty());
    for (JsonElement server : servers) {
      URI url = URI.create(server.getAsJsonObject().get("url").getAsString());
      assertTrue(services.has(url.getHost()), url.toString());
      assertEquals(3000, url.getPort(), "the default of MCP_ECHO_PORT");
    }
  }

  @Test
  void traefikIsConfiguredWithWhatItsRoutersName() throws IOException {
    JsonObject traefik = YamlFile.document("traefik/traefik.yaml");
    JsonObject http = YamlFile.document("traefik/echo.yaml").getAsJsonObject("http");
    JsonObject router = http.getAsJsonObject("routers").getAsJsonObject("mcp");

    for (JsonElement entryPoint : router.getAsJsonArray("entryPoints")) {
      assertTrue(traefik.getAsJsonObject("entryPoints").has(entryPoint.getAsString()));
    }
    for (JsonElement middleware : router.getAsJsonArray("middlewares")) {
      assertTrue(http.getAsJsonObject("middlewares").has(middleware.getAsString()));
    }
    assertTrue(
        traefik
            .getAsJsonObject("certificatesResolvers")
            .has(router.getAsJsonObject("tls").get("certResolver").getAsString()));
  }

  private static boolean isCopied(Path file) {
    return Files.isRegularFile(file) && !file.startsWith("src") && !file.startsWith("target");
  }

  private static Set<String> variables(String text) {
    return VARIABLE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
