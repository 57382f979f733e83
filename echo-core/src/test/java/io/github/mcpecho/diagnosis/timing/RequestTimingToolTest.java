package io.github.mcpecho.diagnosis.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.FixedProbe;
import io.github.mcpecho.diagnosis.ToolCaller;
import io.github.mcpecho.diagnosis.ToolRun;
import io.github.mcpecho.health.SystemProbe;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.RequestStatistics;
import io.github.mcpecho.mcp.ResponseStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTimingToolTest {
  private static final Instant STARTED = Instant.parse("2024-01-01T12:00:00.123456Z");

  @Test
  void sampleOfTheBriefIsAnsweredLineByLine() {
    assertEquals(
        """
        ⏱️ Request Timing Analysis

        📊 Performance Metrics:
          Request Started: 2024-01-01 12:00:00.123456 UTC
          Current Time: 2024-01-01 12:00:00.145678 UTC
          Processing Duration: 22.22ms
          Performance Rating: 🟢 Excellent (<50ms)

        💻 System Resources:
          CPU Usage: 12.5% (2 cores), of this process
          Memory: 256MB / 1024MB (25.0%), resident set of this process
          Java Version: 17.0.15
          Platform: Linux-5.15.0-x86_64

        🌡️ Process Stats:
          Process ID: 1234
          Thread Count: 4
          Open Files: 42
          Uptime: 1h 23m 45s

        📈 Load Average:
          1 min: 0.15
          5 min: 0.20
          15 min: 0.18\
        """,
        run(FixedProbe.BRIEF, Duration.ofNanos(22_222_000)).text());
  }

  @Test
  void factsAreNumbers() {
    JsonNode facts = run(FixedProbe.BRIEF, Duration.ofNanos(22_222_000)).facts();

    assertEquals(22.222, facts.at("/performance/durationMs").doubleValue());
    assertEquals("excellent", facts.at("/performance/rating").textValue());
    assertEquals(0.125, facts.at("/system/cpuLoad").doubleValue());
    assertEquals(268_435_456, facts.at("/system/memoryUsedBytes").longValue());
    assertEquals(5_025, facts.at("/process/uptimeSeconds").longValue());
    assertEquals(0.2, facts.at("/loadAverage/fiveMinutes").doubleValue());
  }

  @ParameterizedTest(name = "{0} ms -> {1}")
  @CsvSource({
    "0, 🟢 Excellent (<50ms)",
    "49, 🟢 Excellent (<50ms)",
    "50, 🟡 Good (<200ms)",
    "199, 🟡 Good (<200ms)",
    "200, 🟠 Slow (<1000ms)",
    "1000, 🔴 Very slow (≥1000ms)",
    "86400000, 🔴 Very slow (≥1000ms)"
  })
  void ratingFollowsTheDuration(long millis, String rating) {
    String text = run(FixedProbe.BRIEF, Duration.ofMillis(millis)).text();

    assertTrue(text.contains("\n  Performance Rating: " + rating + "\n"), text);
  }

  @Test
  void clockThatWasSetBackGivesNoNegativeDuration() {
    String text = run(FixedProbe.BRIEF, Duration.ofSeconds(-5)).text();

    assertTrue(text.contains("Processing Duration: 0.00ms"), text);
  }

  @Test
  void unknownReadingsAreSaidToBeUnknownOrLeftOut() {
    ToolRun result = run(FixedProbe.RETICENT, Duration.ofMillis(1));
    String text = result.text();

    assertTrue(text.contains("CPU Usage: not known here (1 core), of this process"), text);
    assertFalse(text.contains("Memory"), text);
    assertFalse(text.contains("Open Files"), text);
    assertFalse(text.contains("Load Average"), text);
  }

  @Test
  void streamProbeSendsEventsAndSaysHowToReadThem() {
    var pauses = new ArrayList<Duration>();
    ToolRun result =
        timing(pauses::add)
            .withProgress((done, total, message) -> true)
            .call("{\"events\":3,\"intervalMs\":200,\"idleMs\":1000}");

    assertEquals(
        List.of(Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(1_000)), pauses);
    assertTrue(
        result
            .text()
            .contains(
                """
                📡 Stream Probe:
                  Events Sent: 3 of 3, one every 200ms
                  First Sent: 2024-01-01 12:00:00.123456 UTC
                  Last Sent: 2024-01-01 12:00:00.123456 UTC
                  Silence Before This Answer: 1000ms
                  X-Accel-Buffering: no and Cache-Control: no-transform: sent
                  Comments In A Long Silence: sent

                🔭 How To Read It:
                """));
    assertEquals(3, result.facts().at("/stream/eventsSent").intValue());
    assertEquals(0, result.facts().path("findings").size());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"events\":1}||sent|sent",
        "{\"bufferingHeader\":true,\"comments\":true}||sent|sent",
        "{\"bufferingHeader\":false}|BUFFERING_HEADER|left out|sent",
        "{\"comments\":false}|COMMENTS|sent|left out",
        "{\"bufferingHeader\":false,\"comments\":false}|BUFFERING_HEADER,COMMENTS|left out|left out"
      })
  void trial_w01_theVerdictSaysWhetherThisServerHelpedItsStream(
      String arguments, String leftOut, String header, String comments) {
    var asked = new ArrayList<String>();
    ToolRun run =
        timing(pause -> {})
            .withProgress((done, total, message) -> true)
            .withStream(
                new ResponseStream() {
                  @Override
                  public void leaveOut(Set<Aid> aids) {
                    aids.forEach(aid -> asked.add(aid.name()));
                  }
                })
            .call(arguments);

    assertEquals(leftOut == null ? "" : leftOut, String.join(",", asked));
    assertTrue(
        run.text()
            .contains(
                "\n  X-Accel-Buffering: no and Cache-Control: no-transform: " + header + "\n"),
        run.text());
    assertTrue(
        run.text().contains("\n  Comments In A Long Silence: " + comments + "\n"), run.text());
    assertEquals(header.equals("sent"), run.facts().at("/stream/bufferingHeader").booleanValue());
    assertEquals(comments.equals("sent"), run.facts().at("/stream/comments").booleanValue());
    assertEquals(
        header.equals("sent"),
        run.text().contains("which this server sent and yours may not"),
        run.text());
    assertEquals(!comments.equals("sent"), run.text().contains("the silence was whole"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Ocp-Apim-Subscription-Key | Azure API Management: set buffer-response=\"false\"",
        "X-Arr-Log-Id              | IIS (ARR): set responseBufferLimit=\"0\"",
        "X-Amzn-Apigateway-Api-Id  | Amazon API Gateway: a REST API streams",
        "Cf-Ray                    | Cloudflare: ends a silence of some 100 seconds",
        "X-Appgw-Trace-Id          | Azure Application Gateway: set globalConfiguration",
        "X-Site-Deployment-Id      | Azure App Service: ends a silence of 230 seconds",
        "X-Amz-Cf-Id               | Amazon CloudFront: raise the response timeout",
        "X-Envoy-Attempt-Count     | Envoy: the route timeout, 15s by default",
        "X-Nginx-Proxy             | nginx: proxy_buffering off.",
      })
  void trial_w01_theAdviceIsThatOfWhatIsInFront(String sign, String advice) {
    ToolRun run =
        timing(pause -> {})
            .withHeaders(Headers.of(sign, "1"))
            .withProgress((done, total, message) -> true)
            .call("{\"events\":1}");
    assertTrue(run.text().contains("\n    " + advice), run.text());
  }

  /** Nothing arrives that could be held back: only what it says of silences is of use. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"idleMs\":20}",
        "{\"events\":3}",
        "{\"idleMs\":20,\"bufferingHeader\":false}",
      })
  void trial_w01_withoutAnEventNothingIsSaidOfBuffering(String arguments) {
    String text = timing(pause -> {}).call(arguments).text();

    String header = arguments.contains("bufferingHeader") ? "left out" : "sent if a stream began";
    assertTrue(text.contains("no-transform: " + header + "\n"), text);
    assertFalse(text.contains("Spaced as sent"), text);
    assertFalse(text.contains("All at once"), text);
    assertEquals(
        arguments.contains("idleMs"), text.contains("\n  Events Sent: none was asked for\n"), text);
    assertTrue(text.contains("- No answer after a silence: something cuts"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "true, nginx heeds X-Accel-Buffering unless proxy_ignore_headers names it.",
    "false, nginx does so by default (proxy_buffering off)."
  })
  void trial_w01_theGeneralAdviceFitsTheHeaderThatWasSent(boolean header, String advice) {
    ToolRun run =
        timing(pause -> {})
            .withProgress((done, total, message) -> true)
            .call("{\"events\":1,\"bufferingHeader\":" + header + "}");
    assertTrue(run.text().contains("\n    " + advice + "\n"), run.text());
  }

  @Test
  void trial_w01_theAdviceIsGeneralIfNothingIsKnownToBeInFront() {
    ToolRun run =
        timing(pause -> {})
            .withProgress((done, total, message) -> true)
            .call("{\"events\":1,\"bufferingHeader\":false}");
    assertTrue(run.text().contains("nginx does so by default (proxy_buffering off)"), run.text());
    assertTrue(run.text().contains("so for a server that sends neither"), run.text());
    assertTrue(run.text().contains("AWS ALB 60s of silence"), run.text());
  }

  @Test
  void trial_w03_aHostThatHoldsTheStreamBackIsAFinding() {
    ToolRun run =
        timing(pause -> {})
            .withProgress((done, total, message) -> true)
            .withStream(
                new ResponseStream() {
                  @Override
                  public boolean isHeldBack() {
                    return true;
                  }
                })
            .call("{\"events\":1}");

    assertEquals(List.of("STREAM_HELD_BACK"), run.findings());
  }

  @ParameterizedTest(name = "the wall clock moves by {0} s")
  @ValueSource(longs = {-31_536_000, -4, 0, 4, 31_536_000})
  void v22_aClockThatIsSetMeanwhileChangesNoDuration(long seconds) {
    var wall = new PassingClock(STARTED);
    var nanos = new AtomicLong(ToolCaller.nanos(STARTED));
    var tool =
        new RequestTimingTool(
            wall,
            nanos::get,
            FixedProbe.BRIEF,
            new RequestStatistics(),
            Duration.ofSeconds(25),
            pause -> {
              nanos.addAndGet(pause.toNanos());
              wall.pass(Duration.ofSeconds(seconds));
            });

    JsonNode performance =
        ToolCaller.of(tool)
            .receivedAt(STARTED)
            .call("{\"events\":0,\"idleMs\":4000}")
            .facts()
            .path("performance");
    assertEquals(4_000.0, performance.path("streamMs").doubleValue());
    assertEquals(4_000.0, performance.path("totalMs").doubleValue());
  }

  @Test
  void streamIsToldApartFromTheProcessing() {
    var clock = new PassingClock(STARTED.plusMillis(20));
    var statistics = new RequestStatistics(() -> 0);
    var tool = tool(clock, FixedProbe.BRIEF, statistics, clock::pass);
    ToolRun result =
        ToolCaller.of(tool)
            .receivedAt(STARTED)
            .withProgress((done, total, message) -> true)
            .call("{\"events\":3,\"intervalMs\":400,\"idleMs\":100}");

    JsonNode performance = result.facts().path("performance");
    assertEquals(20.0, performance.path("durationMs").doubleValue());
    assertEquals(900.0, performance.path("streamMs").doubleValue());
    assertEquals(920.0, performance.path("totalMs").doubleValue());
    assertEquals(STARTED.plusMillis(920).toString(), performance.path("currentTime").textValue());
    assertTrue(
        result
            .text()
            .contains(
                """
                  Processing Duration: 20.00ms without the stream
                  Stream Duration: 900.00ms
                  Total Duration: 920.00ms
                  Performance Rating: 🟢 Excellent (<50ms), without the stream
                """),
        result.text());
    statistics.finished(
        new Exchange(
            CallContext.local(Headers.NONE, STARTED),
            new byte[0],
            200,
            Optional.empty(),
            Duration.ofMillis(921)));
    assertEquals(Optional.of(Duration.ofMillis(21)), statistics.snapshot().averageResponseTime());
  }

  @Test
  void anyArgumentAsksForTheStream() {
    var pauses = new ArrayList<Duration>();

    ToolRun result =
        timing(pauses::add).withProgress((done, total, message) -> true).call("{\"idleMs\":20}");

    assertEquals(5, result.facts().at("/stream/eventsSent").intValue());
    assertEquals(Duration.ofMillis(20), pauses.get(4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"idleMs\":20} | false",
        "{\"idleMs\":20,\"comments\":false} | false",
        "{\"events\":0,\"idleMs\":20} | false",
        "{\"events\":1,\"idleMs\":20} | true",
        "{\"intervalMs\":20,\"idleMs\":20} | true",
        "{\"bufferingHeader\":false} | true"
      })
  void whoeverAsksForSilenceAloneMissesNoEvents(String arguments, boolean missed) {
    String text = timing(pause -> {}).call(arguments).text();

    assertEquals(missed, text.contains("STREAM_WITHOUT_PROGRESS_TOKEN"), text);
    assertFalse(text.contains("asked for progress events"), text);
  }

  @Test
  void withoutAProgressTokenTheStreamIsMissedAndReported() {
    ToolRun result = timing(pause -> {}).call("{\"events\":3}");

    assertEquals("STREAM_WITHOUT_PROGRESS_TOKEN", result.facts().at("/findings/0/id").textValue());
    assertTrue(result.text().contains("Events Sent: 0 of 3"));
    assertFalse(result.text().contains("First Sent"));
  }

  @Test
  void aClientThatAsksForProgressAndAcceptsNoStreamIsTold() {
    var tool =
        tool(
            Clock.fixed(STARTED, ZoneOffset.UTC),
            FixedProbe.BRIEF,
            new RequestStatistics(),
            StreamProbe.Pause.SLEEP);
    ToolRun run =
        ToolRun.of(
            tool,
            CallContext.local(Headers.NONE, STARTED),
            Json.object().put("events", 3),
            Json.object().put("progressToken", "p"));
    assertEquals(List.of("STREAM_NOT_ACCEPTED"), run.findings());
    assertTrue(run.text().contains("Events Sent: 0 of 3"), run.text());
  }

  @Test
  void runThatWouldTakeTooLongIsRefused() {
    ToolRun result =
        timing(
                pause -> {
                  throw new AssertionError("waited");
                })
            .call("{\"events\":50,\"intervalMs\":10000}");

    assertTrue(result.isError());
    assertEquals(
        "events, intervalMs and idleMs come to 490000 ms; the limit is 25000 ms. Ask for fewer"
            + " events, a shorter interval or less silence, or let the operator of this server set"
            + " MCP_ECHO_MAX_IDLE_PROBE to more seconds, up to 600.",
        result.text());
  }

  @Test
  void timeOfAHopIsShown() {
    ToolRun result =
        withHeaders("X-Request-Start", "t=1704110400.100", "X-Queue-Start", "1704110400123");

    assertTrue(
        result
            .text()
            .contains(
                """
                🛰️ Hop Time:
                  X-Request-Start: 23.46ms before this server received the request
                  X-Queue-Start: 0.46ms before this server received the request\
                """),
        result.text());
    assertEquals(23.456, result.facts().at("/hops/0/beforeMs").doubleValue());
    assertEquals(0, result.facts().path("findings").size());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "X-Request-Start, t=1704110398, HOP_SLOW",
    "X-Request-Start, t=1704110401, HOP_CLOCK_SKEW",
    "X-Request-Start, yesterday, HOP_TIME_UNREADABLE",
    "Date, 'Mon, 01 Jan 2024 11:58:00 GMT', CLIENT_CLOCK_SKEW",
    "Date, 'Mon, 01 Jan 2024 12:01:30 GMT', CLIENT_CLOCK_SKEW",
    "Date, 'Mon, 01 Jan 2024 12:00:50 GMT', ''",
    "Date, tomorrow, ''",
    "X-Request-Start, t=1704110400.150, ''"
  })
  void clocksAndQueuesAreJudged(String header, String value, String finding) {
    assertEquals(finding, withHeaders(header, value).facts().at("/findings/0/id").asText());
  }

  private static RequestTimingTool tool(
      Clock clock, SystemProbe probe, RequestStatistics statistics, StreamProbe.Pause pause) {
    return new RequestTimingTool(
        clock,
        () -> ToolCaller.nanos(clock.instant()),
        probe,
        statistics,
        Duration.ofSeconds(25),
        pause);
  }

  private static ToolCaller timing(StreamProbe.Pause pause) {
    Clock clock = Clock.fixed(STARTED, ZoneOffset.UTC);
    return ToolCaller.of(tool(clock, FixedProbe.BRIEF, new RequestStatistics(), pause))
        .receivedAt(STARTED);
  }

  private static ToolRun withHeaders(String... headers) {
    return timing(pause -> {}).withHeaders(Headers.of(headers)).call();
  }

  private static ToolRun run(SystemProbe probe, Duration duration) {
    Clock clock = Clock.fixed(STARTED.plus(duration), ZoneOffset.UTC);
    return ToolCaller.of(tool(clock, probe, new RequestStatistics(), StreamProbe.Pause.SLEEP))
        .receivedAt(STARTED)
        .call();
  }

  /** Goes on only while something pauses. */
  private static final class PassingClock extends Clock {
    private Instant now;

    PassingClock(Instant now) {
      this.now = now;
    }

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
