package io.github.mcpecho.diagnosis.timing;

import io.github.mcpecho.diagnosis.report.Report;
import io.github.mcpecho.diagnosis.report.ReportPart;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.report.Units;
import io.github.mcpecho.health.SystemProbe;
import io.github.mcpecho.mcp.RequestStatistics;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolAnnotations;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Says how long this request has taken so far, and what the machine was doing meanwhile; if asked,
 * streams events for the client to time.
 *
 * @param nanoTime what durations are measured with, such as {@link System#nanoTime}
 * @param longestStream how long a stream may take, silence included
 */
public record RequestTimingTool(
    Clock clock,
    LongSupplier nanoTime,
    SystemProbe probe,
    RequestStatistics statistics,
    Duration longestStream,
    StreamProbe.Pause pause)
    implements Tool {
  public RequestTimingTool(
      Clock clock,
      LongSupplier nanoTime,
      SystemProbe probe,
      RequestStatistics statistics,
      Duration longestStream) {
    this(clock, nanoTime, probe, statistics, longestStream, StreamProbe.Pause.SLEEP);
  }

  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.resource(RequestTimingTool.class, "requestTiming")
        .withAnnotations(ToolAnnotations.READ_ONLY);
  }

  @Override
  public ToolResult call(ToolCall call) throws InterruptedException {
    // Taken first: the readings and the stream below are no part of the duration.
    long processed = nanoTime.getAsLong();
    Optional<StreamProbe.Plan> plan = StreamReport.plan(call);
    if (plan.isPresent() && plan.get().length().compareTo(longestStream) > 0) {
      return ToolResult.error(tooLong(plan.get()));
    }
    Optional<StreamReport> sent = Optional.empty();
    if (plan.isPresent()) {
      sent = Optional.of(StreamReport.run(plan.get(), new StreamProbe(clock, pause), call));
    }
    var duration =
        new RequestDuration(
            call.context().receivedAt(),
            clock.instant(),
            between(call.context().receivedNanos(), processed),
            plan.isPresent() ? between(processed, nanoTime.getAsLong()) : Duration.ZERO,
            plan.isPresent());
    statistics.waited(duration.streamed());
    ReportPart hops = HopReport.of(call.context());
    Report.Builder report =
        Report.titled("⏱️ Request Timing Analysis")
            .findings(hops.findings())
            .add(duration.section())
            .add(systemResources())
            .add(processStats())
            .addUnlessEmpty(loadAverage())
            .addUnlessEmpty(hops.section());
    sent.ifPresent(
        part -> report.findings(part.findings()).add(part.section()).add(part.explanation()));
    return report.build().toResult();
  }

  private static Duration between(long one, long other) {
    return Duration.ofNanos(Math.max(0, other - one));
  }

  private String tooLong(StreamProbe.Plan plan) {
    return "events, intervalMs and idleMs come to "
        + plan.length().toMillis()
        + " ms; the limit is "
        + longestStream.toMillis()
        + " ms. Ask for fewer events, a shorter interval or less silence, or let the operator of"
        + " this server set MCP_ECHO_MAX_IDLE_PROBE to more seconds, up to 600.";
  }

  private Section systemResources() {
    SystemProbe.Cpu cpu = probe.cpu();
    var section = Section.titled("system", "💻 System Resources");
    String load =
        cpu.load().isPresent() ? Units.percent(cpu.load().getAsDouble()) : "not known here";
    section.text("CPU Usage: " + load + " (" + Units.cores(cpu.cores()) + "), of this process");
    section.fact("cores", cpu.cores());
    cpu.load().ifPresent(share -> section.fact("cpuLoad", share));
    probe.memory().ifPresent(memory -> addMemory(section, memory));
    return section
        .field("javaVersion", "Java Version", probe.javaVersion())
        .field("platform", "Platform", probe.platform())
        .build();
  }

  private static void addMemory(Section.Builder section, SystemProbe.Memory memory) {
    section
        .text(
            "Memory: "
                + Units.megabytes(memory.usedBytes())
                + " / "
                + Units.megabytes(memory.limitBytes())
                + " ("
                + Units.percent(memory.share())
                + "), resident set of this process")
        .fact("memoryUsedBytes", memory.usedBytes())
        .fact("memoryLimitBytes", memory.limitBytes());
  }

  private Section processStats() {
    SystemProbe.ProcessStats process = probe.process();
    var section =
        Section.titled("process", "🌡️ Process Stats")
            .text("Process ID: " + process.id())
            .fact("id", process.id())
            .text("Thread Count: " + process.threads())
            .fact("threads", process.threads());
    process
        .openFiles()
        .ifPresent(files -> section.text("Open Files: " + files).fact("openFiles", files));
    return section
        .text("Uptime: " + Units.hoursMinutesSeconds(process.uptime()))
        .fact("uptimeSeconds", process.uptime().toSeconds())
        .build();
  }

  private Section.Builder loadAverage() {
    var section = Section.titled("loadAverage", "📈 Load Average");
    probe
        .loadAverage()
        .ifPresent(
            load -> {
              addLoad(section, "oneMinute", "1 min", load.oneMinute());
              addLoad(section, "fiveMinutes", "5 min", load.fiveMinutes());
              addLoad(section, "fifteenMinutes", "15 min", load.fifteenMinutes());
            });
    return section;
  }

  private static void addLoad(Section.Builder section, String name, String label, double load) {
    section.text(label + ": " + Units.decimal(load, 2)).fact(name, load);
  }
}
