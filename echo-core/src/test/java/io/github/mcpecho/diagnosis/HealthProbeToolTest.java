package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.system.HealthChecks;
import io.github.mcpecho.diagnosis.system.HealthChecksTest;
import io.github.mcpecho.diagnosis.system.HealthProbeTool;
import io.github.mcpecho.health.HealthCheck;
import io.github.mcpecho.health.HealthCheck.Result;
import io.github.mcpecho.health.SystemProbe;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.RequestStatistics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthProbeToolTest {
  private final Redactor redactor = new Redactor("key".getBytes(StandardCharsets.UTF_8));
  private static final Instant NOW = Instant.parse("2024-01-01T12:00:00Z");

  private final AtomicLong nanoTime = new AtomicLong();
  private final RequestStatistics statistics = new RequestStatistics(nanoTime::get);
  private final List<HealthCheck> checks = new ArrayList<>();
  private SystemProbe probe = FixedProbe.BRIEF;
  private Duration waited = Duration.ofMillis(1);

  @Test
  void sampleOfTheBriefIsAnsweredLineByLine() {
    nanoTime.set(Duration.ofHours(1).plusMinutes(22).plusSeconds(45).toNanos());
    answered(880, 200);
    nanoTime.set(Duration.ofHours(1).plusMinutes(23).plusSeconds(45).toNanos());
    answered(119, 200);
    answered(1, 500);

    assertEquals(
        """
        🏥 System Health Report

        ✅ Overall Status: HEALTHY

        🔋 Resource Usage:
          CPU: 12.5% (healthy), of this process
          Memory: 256MB / 1024MB (healthy), resident set of this process
          Heap: 64MB / 512MB, in use and at most, of this JVM
          Disk: 45% used (healthy), file system of the working directory
          Network: Active connections: 23, of this container or machine

        🌡️ Service Health:
          HTTP Server: ✅ Running
          Event Loop: ✅ Responsive
          Database: ⚠️ Not configured
          Redis: ⚠️ Not configured

        📊 Performance Metrics:
          Average Response Time: 18.5ms
          Request Rate: 120 req/min
          Error Rate: 0.1%
          Uptime: 1h 23m 45s

        🔍 Diagnostic Summary:
          All systems operational
          No critical issues detected
          Performance within normal parameters""",
        call().text());
  }

  @Test
  void nothingIsInventedBeforeTheFirstAnswer() {
    ToolRun result = call();

    assertTrue(
        result
            .text()
            .contains(
                """
                  Average Response Time: none yet, this is the first request
                  Request Rate: 0 req/min
                  Error Rate: 0.0%
                  Uptime: 0s
                """),
        result.text());
    assertFalse(result.facts().at("/metrics").has("averageResponseTimeMs"));
  }

  @ParameterizedTest
  @CsvSource({
    "1000,1,HEALTHY,''",
    "100,1,DEGRADED,SERVER_ERRORS",
    "4,1,UNHEALTHY,SERVER_ERRORS_MANY",
    "1,1,UNHEALTHY,SERVER_ERRORS_MANY"
  })
  void serverThatFailsIsNotHealthy(int requests, int failures, String status, String finding) {
    answered(requests - failures, 200);
    answered(failures, 500);

    JsonNode facts = call().facts();
    assertEquals(status, facts.path("status").textValue());
    assertEquals(finding, facts.at("/findings/0/id").asText());
    assertEquals((double) failures / requests, facts.at("/metrics/serverErrorRate").doubleValue());
    assertEquals(
        (double) failures / requests, facts.at("/metrics/recentServerErrorRate").doubleValue());
  }

  @Test
  void serverThatFailedLongAgoIsHealthyAgain() {
    answered(4, 500);
    nanoTime.addAndGet(Duration.ofMinutes(5).toNanos());
    answered(4, 200);

    ToolRun result = call();
    assertEquals("HEALTHY", result.facts().path("status").textValue());
    assertEquals(0.5, result.facts().at("/metrics/serverErrorRate").doubleValue());
    assertEquals(0, result.facts().at("/metrics/recentServerErrorRate").doubleValue());
    assertTrue(
        result
            .text()
            .contains(
                "Error Rate: 50.0% (failures of this server: 50.0%, in the last 5 minutes 0.0%;"),
        result.text());
  }

  @Test
  void serverThatBeginsToFailIsNotHealthyHoweverWellItDidBefore() {
    answered(10_000, 200);
    nanoTime.addAndGet(Duration.ofMinutes(5).toNanos());
    answered(2, 500);
    answered(2, 200);

    ToolRun result = call();
    assertEquals("UNHEALTHY", result.facts().path("status").textValue());
    assertEquals("2 of 4", result.facts().at("/findings/0/evidence").textValue());
    assertTrue(
        result
            .text()
            .contains(
                "Error Rate: 0.0% (failures of this server: 0.0%, in the last 5 minutes 50.0%;"),
        result.text());
  }

  @Test
  void refusedRequestsAreTheClientsErrors() {
    answered(3, 403);

    ToolRun result = call();
    assertEquals("HEALTHY", result.facts().path("status").textValue());
    assertTrue(
        result
            .text()
            .contains(
                "Error Rate: 100.0% (failures of this server: 0.0%, in the last 5 minutes 0.0%;"
                    + " refused requests and failed tool calls do not count for the status)"),
        result.text());
  }

  @Test
  void checksOfTheHostReplaceTheLinesOfTheirNameAndFollow() {
    checks.add(new HealthChecksTest.NamedCheck("Queue", () -> Result.up("3 waiting")));
    checks.add(new HealthChecksTest.NamedCheck("database", () -> Result.up("Connected")));

    assertTrue(
        call()
            .text()
            .contains(
                """
                  Event Loop: ✅ Responsive
                  database: ✅ Connected
                  Redis: ⚠️ Not configured
                  Queue: ✅ 3 waiting
                """));
  }

  @Test
  void serviceThatIsDownMakesTheServerUnhealthy() {
    checks.add(new HealthChecksTest.NamedCheck("Database", () -> Result.down("Refused")));

    assertEquals(
        """
        🏥 System Health Report

        🔎 Findings:
          ❌ SERVICE_DOWN: Database is down
             Evidence: Refused
             Rule: A health check that the host registered
             Fix: Look at the service named here; the server log has the exception, if there was one.

        ❌ Overall Status: UNHEALTHY
        """,
        head(call(), 9));
    assertTrue(
        call()
            .text()
            .endsWith(
                """
                🔍 Diagnostic Summary:
                  Database is down
                  1 critical issue detected"""));
  }

  @Test
  void serviceThatWarnsDegradesTheServer() {
    checks.add(new HealthChecksTest.NamedCheck("Queue", () -> Result.warning("9000 waiting")));

    ToolRun result = call();

    assertEquals("DEGRADED", result.facts().path("status").textValue());
    assertEquals("SERVICE_DEGRADED", result.facts().at("/findings/0/id").textValue());
    assertTrue(
        result
            .text()
            .endsWith("  Queue does not work as it should\n  No critical issues detected"));
  }

  @Test
  void secretInTheDetailOfACheckIsNotShown() {
    String secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
    checks.add(new HealthChecksTest.NamedCheck("Git", () -> Result.down("refused " + secret)));

    ToolRun result = call();

    assertFalse(result.text().contains(secret));
    assertFalse(result.facts().toString().contains(secret));
  }

  @ParameterizedTest(name = "CPU {0} -> {1}")
  @CsvSource({
    "0.79, healthy, HEALTHY, ''",
    "0.80, warning, DEGRADED, CPU_BUSY",
    "0.95, critical, DEGRADED, CPU_BUSY",
    "1.0, critical, DEGRADED, CPU_BUSY"
  })
  void busyCpuDegradesButNeverBreaks(double load, String level, String status, String finding) {
    warmedUp();
    probe = FixedProbe.BRIEF.withCpu(new SystemProbe.Cpu(2, OptionalDouble.of(load)));

    assertEquals(level, call().facts().at("/resources/cpuLevel").textValue());
    assertEquals(finding, call().facts().at("/findings/0/id").asText());
    assertEquals(status, call().facts().path("status").textValue());
  }

  @ParameterizedTest(name = "{0} MB -> {1}")
  @CsvSource({
    "799, healthy, HEALTHY, ''",
    "800, warning, DEGRADED, MEMORY_HIGH",
    "899, warning, DEGRADED, MEMORY_HIGH",
    "900, critical, UNHEALTHY, MEMORY_CRITICAL"
  })
  void memoryIsJudgedByItsLimit(long used, String level, String status, String finding) {
    probe =
        FixedProbe.BRIEF.withMemory(
            new SystemProbe.Memory(used * FixedProbe.MB, 1_000 * FixedProbe.MB));

    assertJudged("memoryLevel", level, status, finding);
  }

  @ParameterizedTest(name = "{0}% -> {1}")
  @CsvSource({
    "79, healthy, HEALTHY, ''",
    "80, warning, DEGRADED, DISK_HIGH",
    "95, critical, UNHEALTHY, DISK_CRITICAL"
  })
  void diskIsJudgedByWhatIsLeft(long used, String level, String status, String finding) {
    probe = FixedProbe.BRIEF.withDisk(new SystemProbe.Disk(used, 100 - used));

    assertJudged("diskLevel", level, status, finding);
  }

  @ParameterizedTest(name = "{0} ms -> {1}")
  @CsvSource({"99, up, ''", "100, warning, REQUEST_WAITED", "-50, up, ''"})
  void requestThatWaitedForItsTurnIsReported(long millis, String status, String finding) {
    warmedUp();
    waited = Duration.ofMillis(millis);

    JsonNode facts = call().facts();

    assertEquals("Event Loop", facts.at("/services/1/name").textValue());
    assertEquals(status, facts.at("/services/1/status").textValue());
    assertEquals(finding, facts.at("/findings/0/id").asText());
  }

  @Test
  void unknownReadingsAreSaidToBeUnknownOrLeftOut() {
    probe = FixedProbe.RETICENT;

    assertTrue(call().text().contains("🔋 Resource Usage:\n  CPU: not known here\n  Heap: "));
  }

  @Test
  void reportToShareHoldsTheReportAndACommandWithoutSecrets() {
    Headers headers =
        Headers.of(
            "Host", "internal.example.com",
            "Content-Type", "application/json",
            "Authorization", "Bearer s3cr3t",
            "X-Api-Key", "k-4711",
            "MCP-Protocol-Version", "2025-06-18");

    ToolRun result = tool().withHeaders(headers).call("{\"report\":true}");
    String text = result.text();

    assertTrue(
        text.startsWith(
            """
            # Health report of an mcp-echo server

            * Taken: 2024-01-01 12:00:00.001000 UTC
            * Instance: pod-7
            * Java: 17.0.15
            * Platform: Linux-5.15.0-x86_64

            ## Report

            ~~~text
            🏥 System Health Report
            """),
        text);
    assertTrue(
        text.endsWith(
            """
            ~~~sh
            curl -X POST 'http://<HOST>/mcp' \\
              -H 'Content-Type: application/json' \\
              -H 'Authorization: Bearer <AUTHORIZATION>' \\
              -H 'X-Api-Key: <X-API-KEY>' \\
              -H 'MCP-Protocol-Version: 2025-06-18' \\
              -d '{"jsonrpc":"2.0","id":1,"method":"tools/call",\
            "params":{"name":"healthProbe","arguments":{}}}'
            ~~~
            """),
        text);
    assertEquals("HEALTHY", result.facts().path("status").textValue());
  }

  @ParameterizedTest(name = "{0} s, {1} requests")
  @CsvSource({
    "0, 0, HEALTHY",
    "59, 10, HEALTHY",
    "60, 9, HEALTHY",
    "60, 10, DEGRADED",
    "86400, 3, HEALTHY",
    "86400, 1000, DEGRADED"
  })
  void v21_whatTheStartCostsIsNoVerdict(long seconds, int requests, String status) {
    probe = FixedProbe.BRIEF.withCpu(new SystemProbe.Cpu(2, OptionalDouble.of(0.99)));
    waited = Duration.ofMillis(900);
    nanoTime.set(Duration.ofSeconds(seconds).toNanos());
    answered(requests, 200);

    ToolRun run = call();
    assertEquals(status, run.facts().path("status").textValue());
    assertEquals(status.equals("HEALTHY"), run.text().contains("warming up"), run.text());
  }

  @ParameterizedTest(name = "{0} of {1} with {2}")
  @CsvSource({
    "42, 100, 403, HEALTHY, REQUESTS_REFUSED",
    "5, 100, 400, HEALTHY, REQUESTS_REFUSED",
    "4, 100, 400, HEALTHY, ''",
    "1, 1, 401, HEALTHY, REQUESTS_REFUSED",
    "42, 100, 500, UNHEALTHY, SERVER_ERRORS_MANY",
    "0, 100, 200, HEALTHY, ''"
  })
  void v21_theSummaryFollowsTheNumbers(
      int failures, int requests, int httpStatus, String status, String finding) {
    answered(requests - failures, 200);
    answered(failures, httpStatus);

    ToolRun run = call();
    assertEquals(status, run.facts().path("status").textValue());
    assertEquals(finding, run.facts().at("/findings/0/id").asText());
    assertEquals(finding.isEmpty(), run.text().contains("All systems operational"), run.text());
    assertEquals(finding.isEmpty(), run.text().contains("Performance within normal"), run.text());
  }

  @Test
  void v22_aClockThatIsSetBackMakesNoRequestWait() {
    warmedUp();
    Duration measured = waited;
    var tool =
        new HealthProbeTool(
            Clock.fixed(NOW.plusSeconds(3_600), ZoneOffset.UTC),
            () -> ToolCaller.nanos(NOW.plus(measured)),
            "pod-7",
            probe,
            statistics,
            new HealthChecks(checks, Duration.ofSeconds(30), redactor::text),
            redactor);

    assertEquals(
        "up",
        ToolCaller.of(tool).receivedAt(NOW).call().facts().at("/services/1/status").textValue());
  }

  private void warmedUp() {
    nanoTime.set(Duration.ofMinutes(1).toNanos());
    answered(10, 200);
  }

  private void assertJudged(String fact, String level, String status, String finding) {
    JsonNode facts = call().facts();

    assertEquals(level, facts.at("/resources/" + fact).textValue());
    assertEquals(status, facts.path("status").textValue());
    assertEquals(finding, facts.at("/findings/0/id").asText());
  }

  private void answered(int times, int status) {
    for (int i = 0; i < times; i++) {
      statistics.started();
      statistics.finished(
          new Exchange(
              CallContext.local(Headers.NONE, NOW),
              new byte[0],
              status,
              Optional.empty(),
              Duration.ofNanos(18_500_000)));
    }
  }

  private ToolRun call() {
    return tool().call();
  }

  private ToolCaller tool() {
    var tool =
        new HealthProbeTool(
            Clock.fixed(NOW.plus(waited), ZoneOffset.UTC),
            () -> ToolCaller.nanos(NOW.plus(waited)),
            "pod-7",
            probe,
            statistics,
            new HealthChecks(checks, Duration.ofSeconds(30), redactor::text),
            redactor);
    return ToolCaller.of(tool).receivedAt(NOW);
  }

  private static String head(ToolRun result, int lines) {
    return String.join("\n", result.text().lines().limit(lines + 0L).toList()) + "\n";
  }
}
