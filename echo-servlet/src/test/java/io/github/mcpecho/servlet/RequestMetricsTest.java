package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.ExchangeListener;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.Reply;
import io.github.mcpecho.mcp.ServerInfo;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RequestMetricsTest {
  private static final CallContext CONTEXT = CallContext.local(Headers.NONE, Instant.EPOCH);

  @Test
  void trial_e04_theExpositionIsWhatPrometheusReads() {
    var metrics = new RequestMetrics();
    metrics.started();
    metrics.started();
    metrics.started();
    metrics.finished(ping(Duration.ofMillis(2)));
    metrics.finished(ping(Duration.ofNanos(250_000)));

    assertEquals(
        """
        # HELP mcp_echo_active_requests Requests being answered at the MCP endpoint
        # TYPE mcp_echo_active_requests gauge
        mcp_echo_active_requests 1.0
        # HELP mcp_echo_open_streams Answers that are streams of events and have not ended
        # TYPE mcp_echo_open_streams gauge
        mcp_echo_open_streams 0.0
        # HELP mcp_echo_errors_total Requests answered with an HTTP error, a JSON-RPC error or a failed tool call
        # TYPE mcp_echo_errors_total counter
        # HELP mcp_echo_request_duration_seconds From the first moment of a request to the last byte of its answer
        # TYPE mcp_echo_request_duration_seconds histogram
        mcp_echo_request_duration_seconds_bucket{method="ping",tool="",le="0.0001"} 0
        mcp_echo_request_duration_seconds_bucket{method="ping",tool="",le="0.00025"} 1
        mcp_echo_request_duration_seconds_bucket{method="ping",tool="",le="0.0005"} 1
        mcp_echo_request_duration_seconds_bucket{method="ping",tool="",le="0.001"} 1
        mcp_echo_request_duration_seconds_bucket{method="ping",tool="",le="0.0025"} 2
        """,
        text(metrics).lines().limit(15).collect(Collectors.joining("\n", "", "\n")));
    assertEquals(
        """
        mcp_echo_request_duration_seconds_bucket{method="ping",tool="",le="60.0"} 2
        mcp_echo_request_duration_seconds_bucket{method="ping",tool="",le="+Inf"} 2
        mcp_echo_request_duration_seconds_count{method="ping",tool=""} 2
        mcp_echo_request_duration_seconds_sum{method="ping",tool=""} 0.00225
        # HELP mcp_echo_requests_total Requests answered at the MCP endpoint
        # TYPE mcp_echo_requests_total counter
        mcp_echo_requests_total{method="ping",status="200",tool=""} 2.0
        """,
        text(metrics).lines().skip(27).collect(Collectors.joining("\n", "", "\n")));
  }

  @Test
  void trial_e04_micrometerCountsTheSame() {
    var registry = new SimpleMeterRegistry();
    var metrics = new MicrometerMetrics(registry);
    metrics.started();
    metrics.started();
    metrics.finished(ping(Duration.ofMillis(2)));
    metrics.started();
    metrics.finished(new Exchange(CONTEXT, new byte[0], 415, Optional.empty(), Duration.ZERO));

    assertEquals(1, registry.get("mcp.echo.active.requests").gauge().value());
    assertEquals(1, registry.get("mcp.echo.requests").tag("status", "200").counter().count());
    assertEquals(1, registry.get("mcp.echo.errors").counter().count());
    assertEquals(
        2,
        registry
            .get("mcp.echo.request.duration")
            .tag("method", "ping")
            .timer()
            .totalTime(TimeUnit.MILLISECONDS));
  }

  @Test
  void trial_e04_micrometerShowsEachToolBeforeItIsCalledAndTheStreamsThatAreOpen() {
    var registry = new SimpleMeterRegistry();
    var metrics = new MicrometerMetrics(registry);
    McpServer server = McpEcho.builder().listener(metrics).build();

    for (String tool : server.toolNames()) {
      for (String name : List.of("mcp.echo.requests", "mcp.echo.errors")) {
        assertEquals(
            0, registry.get(name).tags("tool", tool, "status", "200").counter().count(), tool);
      }
      assertEquals(
          0, registry.get("mcp.echo.request.duration").tag("tool", tool).timer().count(), tool);
    }
    ExchangeListener listener = server.exchangeListener();
    listener.streamOpened();
    listener.streamOpened();
    listener.streamClosed();
    assertEquals(1, registry.get("mcp.echo.open.streams").gauge().value());
  }

  @Test
  void trial_e02_nothingIsLeftInTheHostsRegistry() {
    var registry = new SimpleMeterRegistry();
    try (var metrics = new MicrometerMetrics(registry)) {
      metrics.started();
      metrics.finished(ping(Duration.ofMillis(2)));
      assertFalse(registry.getMeters().isEmpty());
    }

    assertEquals(List.of(), registry.getMeters());
  }

  private static String text(RequestMetrics metrics) {
    var out = new PrometheusText(PrometheusText.Format.PLAIN);
    metrics.write(out);
    return out.end();
  }

  private static Exchange ping(Duration duration) {
    byte[] ping =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
    Reply reply =
        McpServer.builder(new ServerInfo("test", "Test", "1", ""), List.of())
            .build()
            .handle(ping, CONTEXT, Outbound.NONE);
    return new Exchange(CONTEXT, ping, 200, Optional.of(reply), duration);
  }
}
