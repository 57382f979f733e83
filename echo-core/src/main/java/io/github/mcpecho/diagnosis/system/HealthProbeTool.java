package io.github.mcpecho.diagnosis.system;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.diagnosis.headers.ReproducingCurl;
import io.github.mcpecho.diagnosis.report.Report;
import io.github.mcpecho.diagnosis.report.ReportPart;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.report.Units;
import io.github.mcpecho.health.SystemProbe;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.RequestStatistics;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolAnnotations;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/** Says whether this server is well: what it uses, what it depends on, how it has been doing. */
public record HealthProbeTool(
    Clock clock,
    LongSupplier nanoTime,
    String instance,
    SystemProbe probe,
    RequestStatistics statistics,
    HealthChecks checks,
    Redactor redactor)
    implements Tool {
  private static final Duration WARM_UP = Duration.ofMinutes(1);
  private static final int WARM_UP_REQUESTS = 10;

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
      Severity worst =
          findings.stream()
              .map(Finding::severity)
              .min(Comparator.naturalOrder())
              .orElse(Severity.INFO);
      return switch (worst) {
        case ERROR -> UNHEALTHY;
        case WARNING -> DEGRADED;
        case INFO -> HEALTHY;
      };
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
    var waited = Duration.ofNanos(nanoTime.getAsLong() - call.context().receivedNanos());
    RequestStatistics.Snapshot numbers = statistics.snapshot();
    boolean warm = isWarm(numbers);
    ReportPart resources = ResourceHealth.judge(probe, warm);
    ReportPart services = ServiceHealth.judge(waited, warm, checks.run());
    var findings = new ArrayList<>(resources.findings());
    findings.addAll(services.findings());
    ReportPart metrics = RequestHealth.judge(numbers);
    findings.addAll(metrics.findings());
    Health health = Health.of(findings);
    Report report =
        Report.titled("🏥 System Health Report")
            .findings(findings)
            .add(Section.line("status", health.sign + " Overall Status", health.name()))
            .addUnlessEmpty(resources.section())
            .addUnlessEmpty(services.section())
            .add(Section.factOnly("instance", TextNode.valueOf(instance)))
            .addUnlessEmpty(metrics.section())
            .add(summary(findings))
            .build();
    String text = report.toText();
    boolean toShare = call.arguments().booleanOr("report", false);
    return ToolResult.structured(toShare ? toShare(text, now, call) : text, report.toJson());
  }

  /**
   * A JVM that has just started loads and compiles classes, which takes the CPU and the time of the
   * first requests, and says nothing of how the server will be.
   */
  private static boolean isWarm(RequestStatistics.Snapshot numbers) {
    return numbers.uptime().compareTo(WARM_UP) >= 0 && numbers.handled() >= WARM_UP_REQUESTS;
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
    lines.forEach(section::text);
    return section.value(lines).build();
  }

  private static String criticalIssues(List<Finding> findings) {
    long critical = findings.stream().filter(f -> f.severity() == Severity.ERROR).count();
    if (critical == 0) {
      return "No critical issues detected";
    }
    return critical + (critical == 1 ? " critical issue detected" : " critical issues detected");
  }
}
