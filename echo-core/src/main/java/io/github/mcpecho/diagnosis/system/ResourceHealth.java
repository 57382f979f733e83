package io.github.mcpecho.diagnosis.system;

import io.github.mcpecho.diagnosis.report.ReportPart;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.report.Units;
import io.github.mcpecho.health.SystemProbe;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Judges CPU, memory and disk by how much of them is left. Not thread-safe. */
final class ResourceHealth {
  private static final double CPU_WARNING = 0.80;
  private static final double CPU_CRITICAL = 0.95;
  private static final double MEMORY_WARNING = 0.80;
  private static final double MEMORY_CRITICAL = 0.90;
  private static final double DISK_WARNING = 0.80;
  private static final double DISK_CRITICAL = 0.95;

  private final Section.Builder section = Section.titled("resources", "🔋 Resource Usage");
  private final List<Finding> findings = new ArrayList<>();

  private enum Level {
    HEALTHY,
    WARNING,
    CRITICAL;

    static Level of(double share, double warning, double critical) {
      if (share >= critical) {
        return CRITICAL;
      }
      return share >= warning ? WARNING : HEALTHY;
    }

    String shown() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param warm whether the JVM has started long enough ago that a busy CPU means something
   */
  static ReportPart judge(SystemProbe probe, boolean warm) {
    var health = new ResourceHealth();
    health.cpu(probe.cpu(), warm);
    probe.memory().ifPresent(health::memory);
    health.heap(probe.heap());
    probe.disk().ifPresent(health::disk);
    probe.establishedConnections().ifPresent(health::network);
    return new ReportPart(health.section, health.findings);
  }

  private void cpu(SystemProbe.Cpu cpu, boolean warm) {
    if (cpu.load().isEmpty()) {
      section.text("CPU: not known here");
      return;
    }
    double load = cpu.load().getAsDouble();
    Level level = Level.of(load, CPU_WARNING, CPU_CRITICAL);
    section
        .text(
            "CPU: "
                + Units.percent(load)
                + " ("
                + level.shown()
                + "), of this process"
                + (warm ? "" : ", still warming up"))
        .fact("cpuLoad", load)
        .fact("cpuLevel", level.shown());
    if (warm && level != Level.HEALTHY) {
      findings.add(
          SystemFinding.CPU_BUSY.found(
              "CPU is at " + Units.percent(load) + " of " + Units.cores(cpu.cores()), ""));
    }
  }

  private void heap(SystemProbe.Heap heap) {
    section
        .text(
            "Heap: "
                + Units.megabytes(heap.usedBytes())
                + " / "
                + Units.megabytes(heap.maxBytes())
                + ", in use and at most, of this JVM")
        .fact("heapUsedBytes", heap.usedBytes())
        .fact("heapMaxBytes", heap.maxBytes());
  }

  private void memory(SystemProbe.Memory memory) {
    Level level = Level.of(memory.share(), MEMORY_WARNING, MEMORY_CRITICAL);
    String amount =
        Units.megabytes(memory.usedBytes()) + " / " + Units.megabytes(memory.limitBytes());
    section
        .text("Memory: " + amount + " (" + level.shown() + "), resident set of this process")
        .fact("memoryUsedBytes", memory.usedBytes())
        .fact("memoryLimitBytes", memory.limitBytes())
        .fact("memoryLevel", level.shown());
    report(
        level,
        SystemFinding.MEMORY_HIGH,
        SystemFinding.MEMORY_CRITICAL,
        "Memory is at " + Units.percent(memory.share()) + " of its limit",
        amount);
  }

  private void disk(SystemProbe.Disk disk) {
    Level level = Level.of(disk.share(), DISK_WARNING, DISK_CRITICAL);
    String used = Math.round(disk.share() * 100) + "% used";
    section
        .text("Disk: " + used + " (" + level.shown() + "), file system of the working directory")
        .fact("diskUsed", disk.share())
        .fact("diskLevel", level.shown());
    report(
        level,
        SystemFinding.DISK_HIGH,
        SystemFinding.DISK_CRITICAL,
        "Disk is " + used,
        Units.megabytes(disk.usableBytes()) + " left");
  }

  private void network(long connections) {
    section
        .text("Network: Active connections: " + connections + ", of this container or machine")
        .fact("activeConnections", connections);
  }

  private void report(
      Level level, SystemFinding high, SystemFinding critical, String message, String evidence) {
    if (level != Level.HEALTHY) {
      SystemFinding kind = level == Level.WARNING ? high : critical;
      findings.add(kind.found(message, evidence));
    }
  }
}
