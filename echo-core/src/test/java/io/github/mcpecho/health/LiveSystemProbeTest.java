package io.github.mcpecho.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiveSystemProbeTest {
  private static final SystemFiles NO_FILES = path -> Optional.empty();

  /** The second one has no Linux to read from, so OSHI has to answer. */
  static SystemProbe[] probes() {
    return new SystemProbe[] {SystemProbe.live(Map.of()), new LiveSystemProbe(NO_FILES, Map.of())};
  }

  @ParameterizedTest
  @MethodSource("probes")
  void memoryOfThisProcessIsBelowItsLimit(SystemProbe probe) {
    SystemProbe.Memory memory = probe.memory().orElseThrow();

    assertTrue(memory.usedBytes() > 10_000_000, memory::toString);
    assertTrue(memory.share() > 0 && memory.share() < 1, memory::toString);
  }

  @ParameterizedTest
  @MethodSource("probes")
  void cpuLoadIsKnownAtOnce(SystemProbe probe) {
    SystemProbe.Cpu cpu = probe.cpu();

    assertTrue(cpu.cores() > 0, cpu::toString);
    assertTrue(cpu.load().orElseThrow() >= 0 && cpu.load().orElseThrow() <= 1, cpu::toString);
  }

  @ParameterizedTest
  @MethodSource("probes")
  void networkAndLoadAverageAreKnown(SystemProbe probe) {
    assertTrue(probe.establishedConnections().orElseThrow() >= 0);
    assertTrue(probe.loadAverage().orElseThrow().oneMinute() >= 0);
  }

  @Test
  void theProcessIsTheOneThatRunsThisTest() {
    SystemProbe.ProcessStats process = SystemProbe.live(Map.of()).process();

    assertEquals(ProcessHandle.current().pid(), process.id());
    assertTrue(process.threads() > 0, process::toString);
    assertTrue(process.uptime().toMillis() > 0, process::toString);
  }

  @Test
  void diskIsTheOneOfTheWorkingDirectory() {
    SystemProbe.Disk disk = SystemProbe.live(Map.of()).disk().orElseThrow();

    assertTrue(disk.share() > 0 && disk.share() <= 1, disk::toString);
  }

  @Test
  void cpuQuotaOfTheContainerCountsAsItsProcessors() {
    SystemFiles halfACore =
        path ->
            path.equals("/sys/fs/cgroup/cpu.max")
                ? Optional.of("50000 100000\n")
                : Optional.empty();

    assertEquals(0.5, new LiveSystemProbe(halfACore, Map.of()).cpu().cores());
  }

  @Test
  void platformNamesSystemVersionAndArchitecture() {
    SystemProbe probe = SystemProbe.live(Map.of());

    assertTrue(probe.platform().matches("\\S.*-\\S+-\\w+"), probe.platform());
    assertEquals(System.getProperty("java.version"), probe.javaVersion());
  }
}
