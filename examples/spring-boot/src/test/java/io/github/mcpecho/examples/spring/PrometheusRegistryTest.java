package io.github.mcpecho.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.servlet.MicrometerMetrics;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An application that counts with Prometheus itself: Micrometer writes into its registry. */
class PrometheusRegistryTest {
  @Test
  void trial_e04_theMetricsGoIntoThePrometheusRegistryOfTheApplicationAndLeaveIt() {
    var registry = new PrometheusRegistry();
    Counter.builder().name("orders").register(registry);
    var micrometer = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);

    try (var metrics = new MicrometerMetrics(micrometer)) {
      McpServer server = McpEcho.builder().listener(metrics).build();
      server.exchangeListener().started();
      server.exchangeListener().finished(refused());

      assertEquals(
          Set.of(
              "orders",
              "mcp_echo_requests",
              "mcp_echo_errors",
              "mcp_echo_active_requests",
              "mcp_echo_open_streams",
              "mcp_echo_request_duration_seconds",
              "mcp_echo_request_duration_seconds_max"),
          names(registry));
    }
    assertEquals(Set.of("orders"), names(registry));
  }

  @Test
  void trial_e04_springBootsOwnRegistryShowsThemToo() throws Exception {
    try (RunningShop shop = RunningShop.withForwardHeaders("none")) {
      shop.call("echo", "{\"message\":\"Hello!\"}");

      Set<String> names = names(shop.bean(PrometheusRegistry.class));
      assertTrue(names.contains("mcp_echo_requests"), names::toString);
    }
  }

  private static Exchange refused() {
    CallContext context = CallContext.local(Headers.NONE, Instant.EPOCH);
    return new Exchange(context, new byte[0], 405, Optional.empty(), Duration.ofMillis(2));
  }

  private static Set<String> names(PrometheusRegistry registry) {
    var names = new TreeSet<String>();
    registry.scrape().forEach(snapshot -> names.add(snapshot.getMetadata().getPrometheusName()));
    return names;
  }
}
