package io.github.mcpecho.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.tools.system.SystemProbe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
          CPU Usage: 12.5% (2 cores)
          Memory: 256MB / 1024MB (25.0%)
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
          15 min: 0.18""",
        ToolUnderTest.text(run(FixedProbe.BRIEF, Duration.ofNanos(22_222_000))));
  }

  @Test
  void factsAreNumbers() {
    JsonNode facts =
        run(FixedProbe.BRIEF, Duration.ofNanos(22_222_000)).structuredContent().orElseThrow();

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
    String text = ToolUnderTest.text(run(FixedProbe.BRIEF, Duration.ofMillis(millis)));

    assertTrue(text.contains("\n  Performance Rating: " + rating + "\n"), text);
  }

  @Test
  void clockThatWasSetBackGivesNoNegativeDuration() {
    String text = ToolUnderTest.text(run(FixedProbe.BRIEF, Duration.ofSeconds(-5)));

    assertTrue(text.contains("Processing Duration: 0.00ms"), text);
  }

  @Test
  void unknownReadingsAreSaidToBeUnknownOrLeftOut() {
    ToolResult result = run(FixedProbe.RETICENT, Duration.ofMillis(1));
    String text = ToolUnderTest.text(result);

    assertTrue(text.contains("CPU Usage: not known here (1 core)"), text);
    assertFalse(text.contains("Memory"), text);
    assertFalse(text.contains("Open Files"), text);
    assertFalse(text.contains("Load Average"), text);
  }

  private static ToolResult run(SystemProbe probe, Duration duration) {
    Clock clock = Clock.fixed(STARTED.plus(duration), ZoneOffset.UTC);
    return ToolUnderTest.of(new RequestTimingTool(clock, probe)).receivedAt(STARTED).call();
  }
}
