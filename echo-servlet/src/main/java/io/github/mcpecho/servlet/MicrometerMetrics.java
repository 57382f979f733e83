package io.github.mcpecho.servlet;

import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.ExchangeListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts and times the requests of the MCP endpoint in a registry of the host, beside what {@link
 * MetricsServlet} shows. A registry for Prometheus shows them under the same names. Give it to
 * {@code McpEcho.builder().listener(...)}, and close it when the application ends: the registry may
 * outlive it. Needs Micrometer 1, which the host brings. Thread-safe.
 */
public final class MicrometerMetrics implements ExchangeListener, AutoCloseable {
  private final Set<Meter> meters = ConcurrentHashMap.newKeySet();
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger openStreams = new AtomicInteger();
  private final MeterRegistry registry;

  /** Counts in this registry. */
  public MicrometerMetrics(MeterRegistry registry) {
    this.registry = registry;
    gauge("mcp.echo.active.requests", RequestMetrics.ACTIVE_HELP, active);
    gauge("mcp.echo.open.streams", RequestMetrics.STREAMS_HELP, openStreams);
  }

  /** Shows these tools from the start: a rate is right from the first call and error on. */
  @Override
  public void serves(Set<String> toolNames) {
    for (String tool : toolNames) {
      ExchangeLabels labels = ExchangeLabels.ofTool(tool);
      requests(labels);
      errors(labels);
      durations(labels);
    }
  }

  @Override
  public void started() {
    active.incrementAndGet();
  }

  @Override
  public void streamOpened() {
    openStreams.incrementAndGet();
  }

  @Override
  public void streamClosed() {
    openStreams.decrementAndGet();
  }

  @Override
  public void finished(Exchange exchange) {
    active.decrementAndGet();
    ExchangeLabels labels = ExchangeLabels.of(exchange);
    requests(labels).increment();
    if (exchange.isError()) {
      errors(labels).increment();
    }
    durations(labels).record(exchange.duration());
  }

  private void gauge(String name, String help, AtomicInteger value) {
    known(Gauge.builder(name, value, AtomicInteger::get).description(help).register(registry));
  }

  private Counter requests(ExchangeLabels labels) {
    return counter("mcp.echo.requests", RequestMetrics.REQUESTS_HELP, labels);
  }

  private Counter errors(ExchangeLabels labels) {
    return counter("mcp.echo.errors", RequestMetrics.ERRORS_HELP, labels);
  }

  private Counter counter(String name, String help, ExchangeLabels labels) {
    Tags tags = tags(labels).and("status", Integer.toString(labels.status()));
    return known(Counter.builder(name).description(help).tags(tags).register(registry));
  }

  private Timer durations(ExchangeLabels labels) {
    return known(
        Timer.builder("mcp.echo.request.duration")
            .description(RequestMetrics.DURATIONS_HELP)
            .tags(tags(labels))
            .serviceLevelObjectives(DurationCounts.BOUNDS.toArray(Duration[]::new))
            .register(registry));
  }

  private static Tags tags(ExchangeLabels labels) {
    return Tags.of("method", labels.method(), "tool", labels.tool());
  }

  private <M extends Meter> M known(M meter) {
    meters.add(meter);
    return meter;
  }

  /** Takes out of the registry what was put into it. */
  @Override
  public void close() {
    meters.forEach(registry::remove);
    meters.clear();
  }
}
