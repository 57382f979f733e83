package io.github.mcpecho.examples.existing;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

@WebListener
public class Diagnostics implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    Settings settings = HttpSettings.DEFAULTS.withEnvironment(System.getenv());
    McpServer server = McpEcho.builder().settings(settings).build();
    EchoServlets servlets = EchoServlets.of(server, settings);
    ServletContext webapp = event.getServletContext();
    webapp.addServlet("mcp", servlets.mcp()).addMapping("/mcp/*");
    webapp.addServlet("mcp-health", servlets.health()).addMapping("/mcp/health");
    webapp.addServlet("mcp-metrics", servlets.metrics()).addMapping("/mcp/metrics");
    webapp
        .addServlet("mcp-resource-metadata", servlets.resourceMetadata())
        .addMapping("/.well-known/oauth-protected-resource/*");
  }
}
