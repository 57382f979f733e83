package io.github.mcpecho.examples.spring;

import io.github.mcpecho.EchoConfig;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.health.HealthCheck;
import io.github.mcpecho.servlet.EchoServlet;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.servlet.HealthServlet;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.servlet.MetricsServlet;
import io.github.mcpecho.servlet.ResourceMetadataServlet;
import java.util.List;
import java.util.Map;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Adds the endpoint, and lets {@code healthProbe} show every {@link HealthCheck} among the beans.
 */
@Configuration
public class Diagnostics {
  @Bean
  EchoServlets echoServlets(List<HealthCheck> checks) {
    Map<String, String> variables = System.getenv();
    EchoConfig.Builder echo = EchoConfig.fromEnvironment(variables).toBuilder();
    checks.forEach(echo::healthCheck);
    return EchoServlets.of(
        McpEcho.newServer(echo.build()), HttpSettings.fromEnvironment(variables));
  }

  @Bean
  ServletRegistrationBean<EchoServlet> mcp(EchoServlets servlets) {
    return new ServletRegistrationBean<>(servlets.mcp(), "/mcp", "/mcp/");
  }

  @Bean
  ServletRegistrationBean<HealthServlet> mcpHealth(EchoServlets servlets) {
    return new ServletRegistrationBean<>(servlets.health(), "/mcp/health");
  }

  @Bean
  ServletRegistrationBean<MetricsServlet> mcpMetrics(EchoServlets servlets) {
    return new ServletRegistrationBean<>(servlets.metrics(), "/mcp/metrics");
  }

  @Bean
  ServletRegistrationBean<ResourceMetadataServlet> mcpResourceMetadata(EchoServlets servlets) {
    return new ServletRegistrationBean<>(
        servlets.resourceMetadata(), "/.well-known/oauth-protected-resource/*");
  }
}
