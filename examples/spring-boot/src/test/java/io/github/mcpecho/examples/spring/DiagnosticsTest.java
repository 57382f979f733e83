package io.github.mcpecho.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.servlet.HttpSettings;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
  private static final String HELLO = "{\"message\":\"Hello!\"}";

  @AutoClose final RunningShop shop = RunningShop.withForwardHeaders("none");

  @Test
  void theEndpointStandsBesideWhatTheApplicationServes() throws Exception {
    assertEquals("Hello!", text(shop.call("echo", HELLO)));
    assertEquals("{\"text\":\"Welcome\"}", shop.get(""));
  }

  @Test
  void healthAndMetricsTellOfTheEndpoint() throws Exception {
    shop.call("echo", HELLO);

    assertTrue(shop.get("mcp/health").matches(".*\"requests_handled\":[1-9].*"));
    assertTrue(shop.get("mcp/metrics").contains("tool=\"echo\""));
  }

  @Test
  void trial_e04_thePrometheusOfTheApplicationShowsThemToo() throws Exception {
    shop.call("echo", HELLO);
    String metrics = shop.get("actuator/prometheus");

    for (String series :
        List.of(
            "mcp_echo_requests_total{method=\"tools/call\",status=\"200\",tool=\"echo\"} 1.0",
            "mcp_echo_active_requests 0.0",
            "mcp_echo_request_duration_seconds_count{method=\"tools/call\",tool=\"echo\"} 1")) {
      assertTrue(metrics.contains(series), metrics);
    }
  }

  @Test
  void theResourceMetadataIsThatOfTheEndpoint() throws Exception {
    assertTrue(
        shop.get(".well-known/oauth-protected-resource/mcp")
            .contains("nobody is asked for a token"));
  }

  @Test
  void theVariablesCount() throws Exception {
    assertEquals(200, shop.post("echo", HELLO, "Host", "shop.example").statusCode());
    assertEquals(403, shop.post("echo", HELLO, "Host", "other.example").statusCode());
  }

  @Test
  void healthProbeShowsWhatTheApplicationLooksAfter() throws Exception {
    assertTrue(text(shop.call("healthProbe", "{}")).contains("Orders: ✅ 0 waiting"));

    List.of("one", "two", "three").forEach(shop.bean(Orders.class)::offer);

    assertTrue(text(shop.call("healthProbe", "{}")).contains("Orders: ❌ 3 waiting"));
  }

  @Test
  void theAccessLogGoesWhereSpringLogs() throws Exception {
    try (var log = new LogbackLines(HttpSettings.ACCESS_LOGGER)) {
      shop.call("echo", HELLO);

      JsonNode line = log.next();
      assertEquals("tools/call", line.path("method").asText());
      assertEquals("echo", line.path("tool").asText());
      assertEquals(200, line.path("status").asInt());
    }
  }

  private static String text(JsonNode result) {
    return result.at("/content/0/text").asText();
  }
}
