package io.github.mcpecho.examples.existing;

import io.github.mcpecho.EchoConfig;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.servlet.HttpSettings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.Map;

@WebListener
public class Diagnostics implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    Map<String, String> variables = System.getenv();
    McpServer server = McpEcho.newServer(EchoConfig.fromEnvironment(variables));
    EchoServlets servlets = EchoServlets.of(server, HttpSettings.fromEnvironment(variables));
    ServletContext webapp = event.getServletContext();
    webapp.addServlet("mcp", servlets.mcp()).addMapping("/mcp", "/mcp/");
    webapp.addServlet("mcp-health", servlets.health()).addMapping("/mcp/health");
    webapp.addServlet("mcp-metrics", servlets.metrics()).addMapping("/mcp/metrics");
    webapp
        .addServlet("mcp-resource-metadata", servlets.resourceMetadata())
        .addMapping("/.well-known/oauth-protected-resource/*");
  }
}
