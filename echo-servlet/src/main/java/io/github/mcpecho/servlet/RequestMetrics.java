package io.github.mcpecho.servlet;

import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.ExchangeListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts and times the requests of the MCP endpoint for {@link MetricsServlet}. Labels are methods
 * and tools that the server knows, and status codes that it answers: nothing a client can make up.
 * Thread-safe. No library counts for it: a host may manage any version of one, and some keep
 * threads. {@link MicrometerMetrics} counts in a registry of the host.
 */
final class RequestMetrics implements ExchangeListener {
  static final String REQUESTS_HELP = "Requests answered at the MCP endpoint";
  static final String ERRORS_HELP =
      "Requests answered with an HTTP error, a JSON-RPC error or a failed tool call";
  static final String DURATIONS_HELP =
      "From the first moment of a request to the last byte of its answer";
  static final String ACTIVE_HELP = "Requests being answered at the MCP endpoint";

  private final Map<ExchangeLabels, LongAdder> requests = new ConcurrentHashMap<>();
  private final Map<ExchangeLabels, LongAdder> errors = new ConcurrentHashMap<>();
  private final Map<ExchangeLabels, DurationCounts> durations = new ConcurrentHashMap<>();
  private final LongAdder active = new LongAdder();

  @Override
  public void started() {
    active.increment();
  }

  @Override
  public void finished(Exchange exchange) {
    active.decrement();
    ExchangeLabels labels = ExchangeLabels.of(exchange);
    requests.computeIfAbsent(labels, key -> new LongAdder()).increment();
    if (exchange.isError()) {
      errors.computeIfAbsent(labels, key -> new LongAdder()).increment();
    }
    durations
        .computeIfAbsent(labels.ofAnyStatus(), key -> new DurationCounts())
        .add(exchange.duration().toNanos());
  }

  /** Returns all of it in the text format of Prometheus. */
  String text() {
    return new PrometheusText()
        .gauge("mcp_echo_active_requests", ACTIVE_HELP, active.sum())
        .counter("mcp_echo_errors_total", ERRORS_HELP, errors)
        .histogram("mcp_echo_request_duration_seconds", DURATIONS_HELP, durations)
        .counter("mcp_echo_requests_total", REQUESTS_HELP, requests)
        .toString();
  }
}
