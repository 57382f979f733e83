package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.servlet.HttpSettings;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter of the host has called getWriter() before the servlets are asked. */
@Isolated("It reads what is logged.")
class WriterTakenTest {
  private static final String FAILURE =
      "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32603,"
          + "\"message\":\"Internal error: the server log has the details\"}}";

  private final Tomcat tomcat = new Tomcat();

  @TempDir Path base;
  private Client client;

  /** Takes the writer, and does nothing with it. */
  public static final class WriterTaker implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      response.getWriter();
      chain.doFilter(request, response);
    }
  }

  @BeforeEach
  void start() throws Exception {
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", base.toString());
    EchoServlets servlets =
        EchoServlets.of(
            Servers.server(ExchangeListener.NONE, Servers.greeter()), HttpSettings.DEFAULTS);
    Tomcat.addServlet(context, "mcp", servlets.mcp()).addMapping("/mcp/*");
    Tomcat.addServlet(context, "health", servlets.health()).addMapping("/health");
    Tomcat.addServlet(context, "metrics", servlets.metrics()).addMapping("/metrics");
    var filter = new FilterDef();
    filter.setFilterName("taker");
    filter.setFilter(new WriterTaker());
    context.addFilterDef(filter);
    var everywhere = new FilterMap();
    everywhere.setFilterName("taker");
    everywhere.addURLPattern("/*");
    context.addFilterMap(everywhere);
    tomcat.start();
    client =
        new Client(URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/mcp"));
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "text/event-stream", "application/json, text/event-stream"})
  void trial_e08_aCallIsAnErrorInJsonAndALineOfTheLog(String accept) throws Exception {
    try (var log = new LogCapture("io.github.mcpecho", Level.INFO)) {
      HttpResponse<String> response = client.postJson(Client.GREET, "Accept", accept);

      assertEquals(500, response.statusCode());
      assertEquals(FAILURE, response.body());
      assertTrue(
          log.rest().stream().anyMatch(line -> line.getMessage().contains("getWriter()")),
          "the log names the cause");
    }
  }

  @Test
  void trial_e08_aRefusalIsStillSaidInJson() throws Exception {
    HttpResponse<String> response = client.method("GET", "/mcp");

    assertEquals(405, response.statusCode());
    assertTrue(response.body().startsWith("{\"jsonrpc\":\"2.0\",\"error\":"), response.body());
  }

  @Test
  void trial_e08_healthAndMetricsAreWrittenAllTheSame() throws Exception {
    assertTrue(client.get("/health").body().startsWith("{\"status\":\"healthy\""));
    assertTrue(client.get("/metrics").body().contains("mcp_echo_active_requests 0.0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mcp/x", "/mcp/x/", "/mcp//x", "/mcp/health"})
  void trial_e03_nothingIsBehindTheEndpoint(String path) throws Exception {
    HttpResponse<String> response = client.method("POST", path);

    assertEquals(404, response.statusCode());
    assertTrue(response.body().contains("there is nothing here"), response.body());
  }
}
