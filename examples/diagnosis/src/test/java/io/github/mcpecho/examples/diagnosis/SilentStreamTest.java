package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import io.github.mcpecho.standalone.EchoHttpServer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 9: a proxy cuts a stream that is silent for longer than it waits. */
@Tag("nginx")
class SilentStreamTest {
  /** One event, then silence for twice the time that the proxy waits. */
  private static final Request PROBE =
      Request.message(
          """
          {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"requestTiming",\
          "arguments":{"events":1,"idleMs":4000},"_meta":{"progressToken":"p"}}}""");

  @Test
  void theAnswerIsMissingAfterTheSilence() throws Exception {
    try (EchoHttpServer silent = Echo.start();
        Nginx proxy = Nginx.start("stream-cut", silent)) {
      String stream = PROBE.sendTo(proxy).body();

      assertTrue(stream.contains("event 1 of 1"), stream);
      assertFalse(stream.contains("\"result\""), stream);
    }
  }

  @Test
  void commentsOfTheServerKeepTheStreamAlive() throws Exception {
    Settings chatty = Echo.SETTINGS.with(HttpSettings.KEEP_ALIVE_INTERVAL, Duration.ofMillis(500));
    try (EchoHttpServer commenting = Echo.start(chatty);
        Nginx proxy = Nginx.start("stream-cut", commenting)) {
      assertTrue(PROBE.sendTo(proxy).body().contains("\"result\""));
    }
  }
}
