package io.github.mcpecho.servlet;

import io.github.mcpecho.internal.http.TraceContext;
import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.ExchangeListener;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
  static final String STREAMS_HELP = "Answers that are streams of events and have not ended";

  private final Map<ExchangeLabels, LongAdder> requests = new ConcurrentHashMap<>();
  private final Map<ExchangeLabels, LongAdder> errors = new ConcurrentHashMap<>();
  private final Map<ExchangeLabels, DurationCounts> durations = new ConcurrentHashMap<>();
  private final LongAdder active = new LongAdder();
  private final LongAdder openStreams = new LongAdder();

  /** Shows these tools from the start: a rate is right from the first call and error on. */
  @Override
  public void serves(Set<String> toolNames) {
    for (String tool : toolNames) {
      ExchangeLabels labels = ExchangeLabels.ofTool(tool);
      requests.put(labels, new LongAdder());
      errors.put(labels, new LongAdder());
      durations.put(labels.ofAnyStatus(), new DurationCounts());
    }
  }

  @Override
  public void started() {
    active.increment();
  }

  @Override
  public void streamOpened() {
    openStreams.increment();
  }

  @Override
  public void streamClosed() {
    openStreams.decrement();
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
        .add(
            exchange.duration().toNanos(),
            RequestIds.traceParent(exchange.context().headers())
                .flatMap(TraceContext::sampledTraceId),
            exchange.context().receivedAt());
  }

  void write(PrometheusText out) {
    out.gauge("mcp_echo_active_requests", ACTIVE_HELP, active.sum())
        .gauge("mcp_echo_open_streams", STREAMS_HELP, openStreams.sum())
        .counter("mcp_echo_errors_total", ERRORS_HELP, byText(errors))
        .histogram("mcp_echo_request_duration_seconds", DURATIONS_HELP, byText(durations))
        .counter("mcp_echo_requests_total", REQUESTS_HELP, byText(requests));
  }

  private static <T> Map<String, T> byText(Map<ExchangeLabels, T> series) {
    var byText = new HashMap<String, T>();
    series.forEach((labels, value) -> byText.put(labels.text(), value));
    return byText;
  }
}
