package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.servlet.EchoServlet;
import io.github.mcpecho.servlet.HealthServlet;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.servlet.MetricsServlet;
import java.net.URI;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A webapp that makes the endpoint itself, and leaves health and metrics to the container. */
class OwnWebappTest {
  private final Tomcat tomcat = new Tomcat();

  @TempDir Path base;

  @BeforeEach
  void start() throws LifecycleException {
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", base.toString());
    var server = Servers.server(ExchangeListener.NONE, Servers.greeter());
    Tomcat.addServlet(context, "mcp", new EchoServlet(server, HttpSettings.DEFAULTS))
        .addMapping("/mcp");
    Tomcat.addServlet(context, "health", HealthServlet.class.getName()).addMapping("/health");
    Tomcat.addServlet(context, "metrics", MetricsServlet.class.getName()).addMapping("/metrics");
    tomcat.start();
  }

  @AfterEach
  void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void healthAndMetricsTellOfItsServerWhicheverIsAskedFirst() throws Exception {
    var client =
        new Client(URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/mcp"));
    assertEquals(200, client.get("/health").statusCode());
    assertEquals(200, client.get("/metrics").statusCode());
    assertEquals(Client.GREETING, client.postJson(Client.GREET).body());

    String health = client.get("/health").body();
    assertTrue(health.endsWith("\"requests_handled\":1,\"version\":\"1.2.3\"}"), health);
    String metrics = client.get("/metrics").body();
    assertTrue(metrics.contains("tool=\"greet\"} 1.0\n"), metrics);
  }
}
