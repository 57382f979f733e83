package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.Settings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** requestTiming as a client of the program sees it. */
class StreamTrialsTest {
  private static final Settings CONFIG = ServerSettings.DEFAULTS.with(ServerSettings.PORT, 0);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"events\":1,\"idleMs\":300} | true | true",
        "{\"events\":1,\"idleMs\":300,\"bufferingHeader\":false} | false | true",
        "{\"events\":1,\"idleMs\":300,\"comments\":false} | true | false",
        "{\"events\":1,\"idleMs\":300,\"bufferingHeader\":false,\"comments\":false} | false | false"
      })
  void trial_w01_whatIsToBeLeftOutIsLeftOut(String arguments, boolean header, boolean comments)
      throws Exception {
    Settings chatty =
        CONFIG
            .with(HttpSettings.KEEP_ALIVE_INTERVAL, Duration.ofMillis(20))
            .with(EchoSettings.TOOL_TIMEOUT, Duration.ofSeconds(2));
    try (EchoHttpServer server = EchoHttpServer.start(chatty)) {
      RawHttp.Response response = probe(server, arguments);

      assertEquals(header, response.header("X-Accel-Buffering").isPresent());
      assertEquals(header, response.header("Cache-Control").orElse("").contains("no-transform"));
      assertEquals(comments, response.body().contains(": keepalive"), response.body());
      assertTrue(response.body().contains("\"result\""), response.body());
    }
  }

  @Test
  void trial_w02_aSilenceThatTheOperatorAllowsOutlastsEveryOtherLimit() throws Exception {
    Settings patient =
        CONFIG
            .with(EchoSettings.MAX_IDLE_PROBE, Duration.ofSeconds(600))
            .with(EchoSettings.TOOL_TIMEOUT, Duration.ofSeconds(1))
            .with(ServerSettings.IDLE_TIMEOUT, Duration.ofSeconds(1));
    try (EchoHttpServer server = EchoHttpServer.start(patient)) {
      String body = probe(server, "{\"events\":1,\"idleMs\":2500,\"comments\":false}").body();

      assertTrue(body.contains("\"result\""), body);
      assertTrue(body.contains("the silence was whole"), body);
      assertFalse(body.contains("was stopped"), body);
      assertFalse(body.contains(": keepalive"), body);
    }
  }

  @ParameterizedTest(name = "{0} s allowed, {1} ms asked for")
  @CsvSource({"25, 25001", "1, 1001", "599, 600000"})
  void trial_w02_moreThanIsAllowedIsRefusedWithTheNameOfTheSetting(long allowed, int idle)
      throws Exception {
    Settings settings = CONFIG.with(EchoSettings.MAX_IDLE_PROBE, Duration.ofSeconds(allowed));
    try (EchoHttpServer server = EchoHttpServer.start(settings)) {
      String body = probe(server, "{\"events\":0,\"idleMs\":" + idle + "}").body();

      assertTrue(body.contains("the limit is " + allowed * 1_000 + " ms"), body);
      assertTrue(body.contains("MCP_ECHO_MAX_IDLE_PROBE"), body);
    }
  }

  @Test
  void v19_theProgramShowsTheOrderAndTheSpellingOfNamesThatJettyDoesNotKnow() throws Exception {
    try (EchoHttpServer server = EchoHttpServer.start(CONFIG)) {
      String call =
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
              + "\"params\":{\"name\":\"printHeader\"}}";
      String body =
          RawHttp.exchange(
                  server.uri(),
                  """
                  POST /mcp HTTP/1.1\r
                  Host: localhost\r
                  X-A: 1\r
                  X-B: 2\r
                  x-a: 3\r
                  ACCEPT: application/json\r
                  X-C: 4\r
                  X-A: 5\r
                  accept: text/event-stream\r
                  Content-Type: application/json\r
                  x-EMPTY:\r
                  Connection: close\r
                  Content-length: %d\r
                  \r
                  %s\
                  """
                      .formatted(call.length(), call))
              .body();
      assertTrue(
          body.contains(
              "Order As Sent: "
                  + String.join(
                      ", ",
                      List.of(
                          "Host",
                          "X-A",
                          "X-B",
                          "x-a",
                          "Accept",
                          "X-C",
                          "X-A",
                          "Accept",
                          "Content-Type",
                          "x-EMPTY",
                          "Connection",
                          "Content-Length"))),
          body);
      assertTrue(body.contains("\"order\":\"as_sent\""), body);
      assertTrue(body.contains("  x-a: 1\\n  x-b: 2\\n  x-a: 3\\n  x-c: 4\\n  x-a: 5\\n"), body);
    }
  }

  private static RawHttp.Response probe(EchoHttpServer server, String arguments) throws Exception {
    String call =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"requestTiming",\
        "arguments":%s,"_meta":{"progressToken":"t"}}}\
        """
            .formatted(arguments);
    return RawHttp.exchange(
        server.uri(),
        """
        POST /mcp HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Accept: application/json, text/event-stream\r
        Connection: close\r
        Content-Length: %d\r
        \r
        %s\
        """
            .formatted(call.length(), call));
  }
}
