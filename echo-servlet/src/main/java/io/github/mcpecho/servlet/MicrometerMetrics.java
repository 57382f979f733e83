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
  private final MeterRegistry registry;

  /** Counts in this registry. */
  public MicrometerMetrics(MeterRegistry registry) {
    this.registry = registry;
    meters.add(
        Gauge.builder("mcp.echo.active.requests", active, AtomicInteger::get)
            .description(RequestMetrics.ACTIVE_HELP)
            .register(registry));
  }

  @Override
  public void started() {
    active.incrementAndGet();
  }

  @Override
  public void finished(Exchange exchange) {
    active.decrementAndGet();
    ExchangeLabels labels = ExchangeLabels.of(exchange);
    Tags tags = Tags.of("method", labels.method(), "tool", labels.tool());
    Tags all = tags.and("status", Integer.toString(labels.status()));
    count("mcp.echo.requests", RequestMetrics.REQUESTS_HELP, all);
    if (exchange.isError()) {
      count("mcp.echo.errors", RequestMetrics.ERRORS_HELP, all);
    }
    Timer timer =
        Timer.builder("mcp.echo.request.duration")
            .description(RequestMetrics.DURATIONS_HELP)
            .tags(tags)
            .serviceLevelObjectives(DurationCounts.BOUNDS.toArray(Duration[]::new))
            .register(registry);
    meters.add(timer);
    timer.record(exchange.duration());
  }

  private void count(String name, String help, Tags tags) {
    Counter counter = Counter.builder(name).description(help).tags(tags).register(registry);
    meters.add(counter);
    counter.increment();
  }

  /** Takes out of the registry what was put into it. */
  @Override
  public void close() {
    meters.forEach(registry::remove);
    meters.clear();
  }
}
