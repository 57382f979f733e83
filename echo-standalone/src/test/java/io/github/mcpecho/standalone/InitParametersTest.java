package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.fixtures.NineTools;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.servlet.EchoServlet;
import io.github.mcpecho.servlet.HealthServlet;
import io.github.mcpecho.settings.ConfigurationException;
import java.net.URI;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A web application that is configured without the environment of the process. */
class InitParametersTest {
  private final Server jetty = new Server();
  private final ServletContextHandler webapp = new ServletContextHandler("/");

  @AfterEach
  void stop() throws Exception {
    jetty.stop();
  }

  @Test
  void thoseOfTheServletCountBeforeThoseOfTheWebApplication() throws Exception {
    webapp.setInitParameter("MCP_ECHO_INSTANCE", "of-the-webapp");
    webapp.setInitParameter("MCP_ECHO_TOOLS", "environmentDump,printHeader");
    webapp.setInitParameter("MCP_ECHO_STRICT", "true");
    Client client = start(servlet("/mcp", Map.of("MCP_ECHO_INSTANCE", "of-the-servlet")));

    JsonNode settings = settings(client);
    assertEquals(
        "{\"value\":\"of-the-servlet\",\"source\":\"init parameter\",\"default\":\"random\"}",
        settings.path("MCP_ECHO_INSTANCE").toString());
    assertEquals("true", settings.at("/MCP_ECHO_STRICT/value").textValue());
    assertEquals("default", settings.at("/MCP_ECHO_TOOL_TIMEOUT/source").textValue());
    assertEquals(406, client.postJson(Client.GREET, "Accept", "application/json").statusCode());
    assertTrue(call(client, "echo").has("error"));
  }

  @Test
  void theyCountTooIfAnotherServletIsAskedFirst() throws Exception {
    webapp.addServlet(HealthServlet.class, "/health");
    ServletHolder late = servlet("/mcp", Map.of("MCP_ECHO_INSTANCE", "of-the-servlet"));
    late.setInitOrder(-1);
    Client client = start(late);

    assertEquals(200, client.get("/health").statusCode());
    assertEquals("of-the-servlet", settings(client).at("/MCP_ECHO_INSTANCE/value").textValue());
    String health = client.get("/health").body();
    assertTrue(health.contains("\"requests_handled\":1,"), health);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MCP_ECHO_STRCIT | true | Unknown init parameters: MCP_ECHO_STRCIT (did you mean MCP_ECHO_STRICT?); see CONFIGURATION.md
          MCP_ECHO_FOO | 1 | Unknown init parameters: MCP_ECHO_FOO; see CONFIGURATION.md
          ECHO_STATELESS_FOO | 1 | Unknown init parameters: ECHO_STATELESS_FOO; see CONFIGURATION.md
          mcp-echo-strict | true | Unknown init parameters: mcp-echo-strict (did you mean MCP_ECHO_STRICT?); see CONFIGURATION.md
          MCP_ECHO_STRICT | maybe | MCP_ECHO_STRICT=maybe cannot be used; use true or false
          MCP_ECHO_TOOLS | nothing | MCP_ECHO_TOOLS names nothing, but the tools are <tools>
          """)
  void oneThatCannotBeUsedKeepsTheServletFromStarting(String name, String value, String message) {
    String told = message.replace("<tools>", String.join(", ", NineTools.NAMES));
    assertNotStarted(told, servlet("/mcp", Map.of(name, value)));
  }

  @Test
  void oneOfTheWebApplicationThatCannotBeUsedKeepsTheServletFromStarting() {
    webapp.setInitParameter("MCP_ECHO_PROT", "80");
    assertNotStarted(
        "Unknown init parameters: MCP_ECHO_PROT; see CONFIGURATION.md", servlet("/mcp", Map.of()));
  }

  @Test
  void thoseOfOthersAreLeftAlone() throws Exception {
    webapp.setInitParameter("debug", "1");
    webapp.setInitParameter("log4jConfiguration", "file:/a");
    webapp.setInitParameter("endpoint", "/mcp");

    assertTrue(call(start(servlet("/mcp", Map.of())), "echo").has("result"));
  }

  @Test
  void twoServletsThatAreOneServerCannotDiffer() {
    servlet("/lenient", Map.of());
    assertNotStarted(
        "The EchoServlets of a web application are one server: give them the same init parameters,"
            + " or give these to the web application",
        servlet("/mcp", Map.of("MCP_ECHO_STRICT", "true")));
  }

  private ServletHolder servlet(String path, Map<String, String> parameters) {
    ServletHolder servlet = webapp.addServlet(EchoServlet.class, path);
    servlet.setInitParameters(parameters);
    servlet.setInitOrder(1);
    return servlet;
  }

  private Client start(ServletHolder servlet) throws Exception {
    var connector = new ServerConnector(jetty);
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    jetty.setHandler(webapp);
    jetty.start();
    String path = servlet.getRegistration().getMappings().iterator().next();
    return new Client(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path));
  }

  private void assertNotStarted(String message, ServletHolder servlet) {
    Exception failure = assertThrows(Exception.class, () -> start(servlet));
    Throwable cause = failure;
    while (!(cause instanceof ConfigurationException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertEquals(message, cause.getMessage());
  }

  private static JsonNode settings(Client client) throws Exception {
    return call(client, "environmentDump").at("/result/structuredContent/settings");
  }

  private static JsonNode call(Client client, String tool) throws Exception {
    String call =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":{}}}""";
    String both = "application/json, text/event-stream";
    return new Json(Json.DEFAULT_MAX_DEPTH)
        .parse(
            client
                .postJson(
                    call.formatted(tool)
                        .replace(
                            "\"echo\",\"arguments\":{}",
                            "\"echo\",\"arguments\":{\"message\":\"\"}"),
                    "Accept",
                    both)
                .body()
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
