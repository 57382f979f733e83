package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.servlet.ErrorServlet;
import io.github.mcpecho.servlet.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body whose rest never comes, to a Tomcat that waits half a second for it. */
class StalledBodyInTomcatTest {
  private final Tomcat tomcat = new Tomcat();

  @TempDir Path base;
  private URI endpoint;

  @BeforeEach
  void start() throws Exception {
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("disableUploadTimeout", "false");
    tomcat.getConnector().setProperty("connectionUploadTimeout", "500");
    Context context = tomcat.addContext("", base.toString());
    EchoServlets servlets =
        EchoServlets.of(
            Servers.server(ExchangeListener.NONE, Servers.greeter()), HttpSettings.DEFAULTS);
    Tomcat.addServlet(context, "mcp", servlets.mcp()).addMapping("/mcp/*");
    Tomcat.addServlet(context, "error", new ErrorServlet()).addMapping("/");
    var errorPage = new ErrorPage();
    errorPage.setLocation("/");
    context.addErrorPage(errorPage);
    tomcat.start();
    endpoint = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/mcp");
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 50\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n5\r\n{"})
  void trial_e06_isToldInOurWords(String stalled) throws IOException {
    String came =
        stalled.startsWith("C") ? ": 1 of the 50 bytes came that Content-Length says" : "";
    try (var client = new RawHttp(endpoint)) {
      client.send(
          "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + stalled);
      RawHttp.Response response = client.response();

      assertEquals(
          "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid request: the body"
              + " took too long to arrive, longer than MCP_ECHO_READ_TIMEOUT allows"
              + came
              + "\"}}",
          response.body());
      assertEquals(408, response.status());
    }
  }
}
