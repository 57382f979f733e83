package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.standalone.EchoHttpServer;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 23: who asked for what, and which of the lines is that of the user who complains. */
@Tag("nginx")
class AccessLogTest {
  private static final String PROXY = "127.0.0.1";
  private static final String CLIENT = "127.0.0.2";

  private static final Request CALL =
      Request.call("echo", "{\"message\":\"Hello!\"}")
          .with("X-Forwarded-For", "10.9.9.9")
          .with("X-Request-Id", "made-up");

  @AutoClose final AccessLines log = new AccessLines();

  @AutoClose
  final EchoHttpServer echo = Echo.start(Echo.SETTINGS.with(HttpSettings.ACCESS_LOG, true));

  @Test
  void theLineNamesTheClientAndTheIdOfTheAnswer() throws Exception {
    Response response = behind("client-told", CALL);
    JsonNode line = log.next();

    assertEquals(CLIENT, line.path("client").asText());
    assertEquals(PROXY, line.path("peer").asText());
    assertEquals(200, line.path("status").asInt());
    assertEquals("tools/call", line.path("method").asText());
    assertEquals("echo", line.path("tool").asText());
    String id = line.path("requestId").asText();
    assertTrue(id.matches("[0-9a-f]{32}"), "the proxy's own id: " + id);
    assertEquals(Optional.of(id), response.header("X-Request-Id"));
  }

  @Test
  void whoeverIsRefusedHasAnIdToAskWith() throws Exception {
    Response response = behind("client-told", CALL.with("Origin", "https://evil.example"));
    JsonNode line = log.next();

    assertEquals(403, response.status());
    assertEquals(response.header("X-Request-Id"), Optional.of(line.path("requestId").asText()));
    assertEquals(403, line.path("status").asInt());
    assertEquals("Host or Origin is not allowed", line.path("why").asText());
  }

  @Test
  void aProxyThatTellsNothingLeavesItToTheClientWhoItIs() throws Exception {
    behind("client-hidden", CALL);
    JsonNode madeUp = log.next();
    behind("client-hidden", CALL.without("X-Forwarded-For").without("X-Request-Id"));
    JsonNode unknown = log.next();

    assertEquals("10.9.9.9", madeUp.path("client").asText());
    assertEquals("made-up", madeUp.path("requestId").asText());
    assertEquals(PROXY, unknown.path("client").asText());
  }

  private Response behind(String situation, Request request) throws Exception {
    try (Nginx proxy = Nginx.start(situation, echo)) {
      return request.sendFrom(CLIENT, proxy);
    }
  }
}
