package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.settings.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.SimpleFormatter;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It reads what is logged.")
class ChallengeInTomcatTest extends ChallengeTest {
  private static final SimpleFormatter LINE = new SimpleFormatter();

  private final Tomcat tomcat = new Tomcat();

  private URI root;
  private List<String> logged = List.of();

  @Override
  URI start(McpServer server, Settings settings) throws Exception {
    var connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
    tomcat.setConnector(connector);
    tomcat.setBaseDir("target/tomcat");
    add("", EchoServlets.of(server, settings));
    add("/echo", EchoServlets.of(server, settings));
    try (var log = new LogCapture("io.github.mcpecho.servlet", Level.INFO)) {
      tomcat.start();
      logged = log.rest().stream().map(LINE::format).toList();
    }
    root = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/mcp");
    return root;
  }

  private void add(String contextPath, EchoServlets servlets) {
    Context context = tomcat.addContext(contextPath, null);
    Wrapper mcp = Tomcat.addServlet(context, "mcp", servlets.mcp());
    mcp.setLoadOnStartup(1);
    mcp.addMapping("/mcp");
    mcp.addMapping("/mcp/");
    Tomcat.addServlet(context, "health", servlets.health()).addMapping("/health");
    Tomcat.addServlet(context, "metrics", servlets.metrics()).addMapping("/metrics");
    Tomcat.addServlet(context, "resource-metadata", servlets.resourceMetadata())
        .addMapping("/.well-known/oauth-protected-resource/*");
  }

  @Override
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  /** Clients ask at the root of the host; a proxy may pass that on to the web application. */
  @Test
  void h05_underAContextPathTheMetadataIsOfThatPath() throws Exception {
    var client = new Client(root.resolve("/echo/mcp"));
    URI resource = root.resolve("/echo/mcp");

    assertEquals(
        "Bearer realm=\"mcp-echo\", resource_metadata=\""
            + root.resolve("/.well-known/oauth-protected-resource/echo/mcp")
            + "\", scope=\"tools:read tools:call\"",
        client.postJson("{}").headers().firstValue("WWW-Authenticate").orElse(""));
    for (String path : new String[] {"", "/echo/mcp"}) {
      String metadata = client.get("/echo/.well-known/oauth-protected-resource" + path).body();
      assertTrue(metadata.startsWith("{\"resource\":\"" + resource + "\","), metadata);
    }
    assertEquals(404, client.get("/.well-known/oauth-protected-resource/echo/mcp").statusCode());
  }

  @Test
  void trial_g12_underAContextPathTheLogSaysWhatOnlyAProxyCanServe() {
    List<String> said =
        logged.stream().map(String::strip).filter(line -> line.contains("context path")).toList();

    assertEquals(1, said.size(), logged::toString);
    assertTrue(
        said.get(0)
            .endsWith(
                "WARNING: Challenge mode under the context path /echo: clients look for the"
                    + " resource metadata at the root of the host, below"
                    + " /.well-known/oauth-protected-resource/echo, where this web application"
                    + " cannot answer. Let the proxy in front pass that on to"
                    + " /echo/.well-known/oauth-protected-resource/echo, or deploy at the root"),
        said.get(0));
  }
}
