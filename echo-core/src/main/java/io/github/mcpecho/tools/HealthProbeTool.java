package io.github.mcpecho.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.jsonrpc.Json;
import io.github.mcpecho.mcp.RequestStatistics;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolAnnotations;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Report;
import io.github.mcpecho.report.Section;
import io.github.mcpecho.report.Severity;
import io.github.mcpecho.tools.redaction.Redactor;
import io.github.mcpecho.tools.system.SystemFinding;
import io.github.mcpecho.tools.system.SystemProbe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says whether this server is well: what it uses, what it depends on, how it has been doing. */
final class HealthProbeTool implements Tool {
  private static final double NOTABLE_ERRORS = 0.01;
  private static final double MANY_ERRORS = 0.25;

  private final Clock clock;
  private final String instance;
  private final SystemProbe probe;
  private final RequestStatistics statistics;
  private final HealthChecks checks;
  private final Redactor redactor;

  HealthProbeTool(
      Clock clock,
      String instance,
      SystemProbe probe,
      RequestStatistics statistics,
      HealthChecks checks,
      Redactor redactor) {
    this.clock = clock;
    this.instance = instance;
    this.probe = probe;
    this.statistics = statistics;
    this.checks = checks;
    this.redactor = redactor;
  }

  /** Overall verdict: as bad as the worst finding. */
  private enum Health {
    HEALTHY("✅"),
    DEGRADED("⚠️"),
    UNHEALTHY("❌");

    private final String sign;

    Health(String sign) {
      this.sign = sign;
    }

    static Health of(List<Finding> findings) {
      if (any(findings, Severity.ERROR)) {
        return UNHEALTHY;
      }
      return any(findings, Severity.WARNING) ? DEGRADED : HEALTHY;
    }

    private static boolean any(List<Finding> findings, Severity severity) {
      return findings.stream().anyMatch(finding -> finding.severity() == severity);
    }
  }

  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.resource(HealthProbeTool.class, "healthProbe")
        .withAnnotations(ToolAnnotations.READ_ONLY);
  }

  @Override
  public ToolResult call(ToolCall call) throws InterruptedException {
    Instant now = clock.instant();
    Duration waited = Duration.between(call.context().receivedAt(), now);
    ReportPart resources = ResourceHealth.judge(probe);
    ReportPart services = ServiceHealth.judge(waited, outcomes());
    var findings = new ArrayList<>(resources.findings());
    findings.addAll(services.findings());
    RequestStatistics.Snapshot numbers = statistics.snapshot();
    serverErrors(numbers).ifPresent(findings::add);
    Health health = Health.of(findings);
    Report report =
        Report.titled("🏥 System Health Report")
            .findings(findings)
            .add(Section.line("status", health.sign + " Overall Status", health.name()))
            .addUnlessEmpty(resources.section())
            .addUnlessEmpty(services.section())
            .add(Section.factOnly("instance", TextNode.valueOf(instance)))
            .add(metrics(numbers))
            .add(summary(findings))
            .build();
    String text = report.toText();
    boolean toShare = call.arguments().booleanOr("report", false);
    return ToolResult.structured(toShare ? toShare(text, now, call) : text, report.toJson());
  }

  /** Returns Markdown to put into an issue: nothing in it is secret. */
  private String toShare(String text, Instant now, ToolCall call) {
    return """
        # Health report of an mcp-echo server

        * Taken: %s
        * Instance: %s
        * Java: %s
        * Platform: %s

        ## Report

        ~~~text
        %s
        ~~~

        ## Reproduce

        Replace what stands in angle brackets.

        ~~~sh
        %s
        ~~~
        """
        .formatted(
            Units.microseconds(now),
            instance,
            probe.javaVersion(),
            probe.platform(),
            text,
            ReproducingCurl.of(call, redactor));
  }

  private List<HealthChecks.Outcome> outcomes() throws InterruptedException {
    return checks.run().stream()
        .map(outcome -> outcome.withDetail(redactor.text(outcome.result().detail())))
        .toList();
  }

  private static Section metrics(RequestStatistics.Snapshot numbers) {
    var section = Section.titled("metrics", "📊 Performance Metrics");
    numbers
        .averageResponseTime()
        .ifPresentOrElse(
            time -> addResponseTime(section, Units.toMillis(time)),
            () -> section.text("Average Response Time: none yet, this is the first request"));
    return section
        .field(
            "requestsLastMinute",
            "Request Rate",
            numbers.lastMinute() + " req/min",
            LongNode.valueOf(numbers.lastMinute()))
        .field(
            "errorRate",
            "Error Rate",
            Units.percent(numbers.errorRate()) + blame(numbers),
            DoubleNode.valueOf(numbers.errorRate()))
        .field(
            "uptimeSeconds",
            "Uptime",
            Units.hoursMinutesSeconds(numbers.uptime()),
            LongNode.valueOf(numbers.uptime().toSeconds()))
        .fact("serverErrorRate", DoubleNode.valueOf(numbers.serverErrorRate()))
        .fact("requestsHandled", LongNode.valueOf(numbers.handled()))
        .fact("activeRequests", LongNode.valueOf(numbers.active()))
        .build();
  }

  private static Optional<Finding> serverErrors(RequestStatistics.Snapshot numbers) {
    double rate = numbers.serverErrorRate();
    if (rate < NOTABLE_ERRORS) {
      return Optional.empty();
    }
    SystemFinding kind =
        rate < MANY_ERRORS ? SystemFinding.SERVER_ERRORS : SystemFinding.SERVER_ERRORS_MANY;
    return Optional.of(kind.found(numbers.serverErrors() + " of " + numbers.handled()));
  }

  /** A server that refuses bad requests is well. */
  private static String blame(RequestStatistics.Snapshot numbers) {
    return numbers.errorRate() < NOTABLE_ERRORS
        ? ""
        : " (failures of this server: "
            + Units.percent(numbers.serverErrorRate())
            + "; refused requests and failed tool calls do not count for the status)";
  }

  private static void addResponseTime(Section.Builder section, double millis) {
    section.field(
        "averageResponseTimeMs",
        "Average Response Time",
        String.format(Locale.ROOT, "%.1fms", millis),
        DoubleNode.valueOf(millis));
  }

  private static Section summary(List<Finding> findings) {
    var lines = new ArrayList<String>();
    findings.forEach(finding -> lines.add(finding.message()));
    if (findings.isEmpty()) {
      lines.add("All systems operational");
    }
    lines.add(criticalIssues(findings));
    if (findings.isEmpty()) {
      lines.add("Performance within normal parameters");
    }
    var section = Section.titled("summary", "🔍 Diagnostic Summary");
    ArrayNode facts = Json.array();
    for (String line : lines) {
      section.text(line);
      facts.add(line);
    }
    return section.value(facts).build();
  }

  private static String criticalIssues(List<Finding> findings) {
    long critical = findings.stream().filter(f -> f.severity() == Severity.ERROR).count();
    if (critical == 0) {
      return "No critical issues detected";
    }
    return critical + (critical == 1 ? " critical issue detected" : " critical issues detected");
  }
}
