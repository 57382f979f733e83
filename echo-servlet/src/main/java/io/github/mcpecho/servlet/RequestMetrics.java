package io.github.mcpecho.servlet;

import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.Reply;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * Counts and times the requests of the MCP endpoint for Prometheus. Labels are methods and tools
 * that the server knows, and status codes that it answers: nothing a client can make up.
 * Thread-safe.
 */
final class RequestMetrics implements ExchangeListener {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double[] BUCKETS = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests =
      Counter.builder()
          .name("mcp_echo_requests_total")
          .help("Requests answered at the MCP endpoint")
          .labelNames("method", "tool", "status")
          .withoutExemplars()
          .register(registry);
  private final Counter errors =
      Counter.builder()
          .name("mcp_echo_errors_total")
          .help("Requests answered with an HTTP error, a JSON-RPC error or a failed tool call")
          .labelNames("method", "tool", "status")
          .withoutExemplars()
          .register(registry);
  private final Histogram durations =
      Histogram.builder()
          .name("mcp_echo_request_duration_seconds")
          .help("From the first moment of a request to the last byte of its answer")
          .labelNames("method", "tool")
          .classicOnly()
          .withoutExemplars()
          .classicUpperBounds(BUCKETS)
          .register(registry);
  private final Gauge active =
      Gauge.builder()
          .name("mcp_echo_active_requests")
          .help("Requests being answered at the MCP endpoint")
          .register(registry);

  @Override
  public void started() {
    active.inc();
  }

  @Override
  public void finished(Exchange exchange) {
    active.dec();
    String method = exchange.reply().map(Reply::method).orElse("");
    String tool = exchange.reply().map(Reply::tool).orElse("");
    String status = Integer.toString(exchange.status());
    requests.labelValues(method, tool, status).inc();
    if (exchange.isError()) {
      errors.labelValues(method, tool, status).inc();
    }
    durations.labelValues(method, tool).observe(exchange.duration().toNanos() / NANOS_PER_SECOND);
  }

  PrometheusRegistry registry() {
    return registry;
  }
}
