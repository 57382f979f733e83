package io.github.mcpecho.examples.spring;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.health.HealthCheck;
import io.github.mcpecho.servlet.EchoServlet;
import io.github.mcpecho.servlet.EchoServlets;
import io.github.mcpecho.servlet.HealthServlet;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.servlet.MetricsServlet;
import io.github.mcpecho.servlet.MicrometerMetrics;
import io.github.mcpecho.servlet.ResourceMetadataServlet;
import io.github.mcpecho.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Adds the endpoint, counts its requests where the application counts its own, and lets {@code
 * healthProbe} show every {@link HealthCheck} among the beans.
 */
@Configuration
public class Diagnostics {
  /** Spring closes it with the application, and the meters leave the registry. */
  @Bean
  MicrometerMetrics mcpMicrometer(MeterRegistry registry) {
    return new MicrometerMetrics(registry);
  }

  @Bean
  EchoServlets echoServlets(List<HealthCheck> checks, MicrometerMetrics metrics) {
    Settings settings = HttpSettings.DEFAULTS.withEnvironment(System.getenv());
    McpEcho.Builder echo = McpEcho.builder().settings(settings).listener(metrics);
    checks.forEach(echo::healthCheck);
    return EchoServlets.of(echo.build(), settings);
  }

  @Bean
  ServletRegistrationBean<EchoServlet> mcp(EchoServlets servlets) {
    return new ServletRegistrationBean<>(servlets.mcp(), "/mcp/*");
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
