package io.github.mcpecho.standalone;

import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.EchoServlet;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.servlet.OriginGuard;
import java.net.InetAddress;
import java.net.URI;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.JsonErrorReportValve;

class MalformedRequestsToTomcatTest extends MalformedRequestsTest {
  private final Tomcat tomcat = new Tomcat();

  @Override
  URI start(McpServer server) throws Exception {
    var connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
    tomcat.setConnector(connector);
    tomcat.setBaseDir("target/tomcat");
    reportErrorsInJson((StandardHost) tomcat.getHost());
    Context context = tomcat.addContext("", null);
    HttpSettings settings = HttpSettings.DEFAULTS.withGuard(OriginGuard.loopback());
    Wrapper endpoint = Tomcat.addServlet(context, "mcp", new EchoServlet(server, settings));
    endpoint.addMapping("/mcp");
    endpoint.addMapping("/mcp/");
    tomcat.start();
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/mcp");
  }

  /** What Tomcat refuses before a servlet sees it, a servlet cannot answer. */
  private static void reportErrorsInJson(StandardHost host) {
    var valve = new JsonErrorReportValve();
    valve.setShowReport(false);
    valve.setShowServerInfo(false);
    host.setErrorReportValveClass(JsonErrorReportValve.class.getName());
    host.getPipeline().addValve(valve);
  }

  @Override
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Override
  boolean tellsWhy() {
    return false;
  }
}
