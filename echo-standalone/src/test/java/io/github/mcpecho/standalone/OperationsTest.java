package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.ExchangeListener;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Health, metrics, and who is told of what. */
class OperationsTest {
  @Test
  void healthTellsTheBriefsFourMembers() throws Exception {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter())) {
      var client = new Client(server.uri());
      client.postJson(Client.GREET);
      client.method("GET", "/mcp");
      HttpResponse<String> response = client.get("/health");

      assertEquals(200, response.statusCode());
      assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
      assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse(""));
      assertTrue(
          response
              .body()
              .matches(
                  "\\{\"status\":\"healthy\",\"uptime\":[0-9]+,\"requests_handled\":2,\"version\":\"1.2.3\"}"),
          response.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/metrics"})
  void healthAndMetricsAreOnlyRead(String path) throws Exception {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter())) {
      var client = new Client(server.uri());
      HttpResponse<String> head = client.method("HEAD", path);
      HttpResponse<String> post = client.method("POST", path);

      assertEquals(200, head.statusCode());
      assertEquals("", head.body());
      assertEquals(405, post.statusCode());
      assertEquals("GET, HEAD", post.headers().firstValue("Allow").orElse(""));
      assertTrue(post.body().startsWith("{\"jsonrpc\":"), post.body());
    }
  }

  @Test
  void metricsCountByKnownNamesOnly() throws Exception {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter())) {
      var client = new Client(server.uri());
      client.postJson(Client.GREET, "Authorization", "Bearer s3cr3t-value");
      client.postJson(Client.GREET.replace("greet", "made-up"));
      client.postJson(Client.GREET.replace("tools/call", "made/up"));
      client.post(Client.GREET, "Content-Type", "made/up");
      HttpResponse<String> response = client.get("/metrics");
      String metrics = response.body();

      assertEquals(200, response.statusCode());
      assertEquals(
          "text/plain; version=0.0.4; charset=utf-8",
          response.headers().firstValue("Content-Type").orElse(""));
      assertTrue(
          metrics.contains(
              "mcp_echo_requests_total{method=\"tools/call\",status=\"200\",tool=\"greet\"} 1.0\n"),
          metrics);
      assertTrue(
          metrics.contains(
              "mcp_echo_errors_total{method=\"tools/call\",status=\"200\",tool=\"other\"} 1.0\n"),
          metrics);
      assertTrue(
          metrics.contains(
              "mcp_echo_errors_total{method=\"other\",status=\"200\",tool=\"\"} 1.0\n"),
          metrics);
      assertTrue(
          metrics.contains("mcp_echo_errors_total{method=\"\",status=\"415\",tool=\"\"} 1.0\n"),
          metrics);
      assertTrue(
          metrics.contains(
              "mcp_echo_request_duration_seconds_count{method=\"tools/call\",tool=\"greet\"} 1\n"),
          metrics);
      assertTrue(metrics.contains("mcp_echo_active_requests 0.0\n"), metrics);
      assertTrue(!metrics.contains("made") && !metrics.contains("s3cr3t"), metrics);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?debug=leaked", "?name%5B%5D=leaked", "?leaked", "?a=%25"})
  void metricsTakeNothingFromTheRequest(String query) throws Exception {
    try (EchoHttpServer server = Servers.start(Servers.CONFIG, Servers.greeter())) {
      var client = new Client(server.uri());
      client.postJson(Client.GREET);
      HttpResponse<String> response =
          client.method(
              "GET", "/metrics" + query, "Accept", "application/openmetrics-text; escaping=leaked");

      assertEquals(200, response.statusCode());
      assertFalse((response.headers().map() + response.body()).contains("leaked"));
      assertTrue(response.body().contains("tool=\"greet\"} 1.0\n"), response.body());
    }
  }

  @Test
  void theListenerHearsOfServedAndRefusedRequests() throws Exception {
    var exchanges = new LinkedBlockingQueue<Exchange>();
    ExchangeListener listener = exchanges::add;
    try (EchoHttpServer server =
        EchoHttpServer.start(Servers.CONFIG, Servers.server(listener, Servers.greeter()))) {
      var client = new Client(server.uri());
      client.postJson(Client.GREET);
      client.method("DELETE", "/mcp?x=1");

      Exchange served = exchanges.poll(20, TimeUnit.SECONDS);
      assertEquals(200, served.status());
      assertEquals(Client.GREET, new String(served.body(), StandardCharsets.UTF_8));
      assertEquals("/mcp", served.context().target());
      assertEquals(Client.GREETING, served.reply().orElseThrow().text());
      assertEquals("greet", served.reply().orElseThrow().tool());

      Exchange refused = exchanges.poll(20, TimeUnit.SECONDS);
      assertEquals(405, refused.status());
      assertEquals(0, refused.body().length);
      assertEquals(Optional.empty(), refused.reply());
      assertEquals("/mcp?x=1", refused.context().target());
      assertTrue(refused.isError());
    }
  }
}
