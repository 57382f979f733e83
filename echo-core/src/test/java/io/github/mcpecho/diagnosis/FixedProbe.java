package io.github.mcpecho.diagnosis;

import io.github.mcpecho.health.SystemProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The readings of the samples in the product brief, unless a test says otherwise. */
public record FixedProbe(
    Cpu cpu,
    Optional<Memory> memory,
    Optional<Disk> disk,
    OptionalLong establishedConnections,
    Optional<LoadAverage> loadAverage,
    ProcessStats process,
    String platform,
    String javaVersion,
    Container container)
    implements SystemProbe {
  static final long MB = 1L << 20;
  static final Container NO_CONTAINER = new Container(Optional.empty(), Optional.empty(), false);

  public static final FixedProbe BRIEF =
      new FixedProbe(
          new Cpu(2, OptionalDouble.of(0.125)),
          Optional.of(new Memory(256 * MB, 1_024 * MB)),
          Optional.of(new Disk(45, 55)),
          OptionalLong.of(23),
          Optional.of(new LoadAverage(0.15, 0.20, 0.18)),
          new ProcessStats(
              1_234, 4, OptionalLong.of(42), Duration.ofHours(1).plusMinutes(23).plusSeconds(45)),
          "Linux-5.15.0-x86_64",
          "17.0.15",
          new Container(
              Optional.of(ContainerEngine.DOCKER),
              Optional.of("abc123def456" + "0".repeat(52)),
              false));

  /** A platform that tells no more than every JVM knows. */
  public static final FixedProbe RETICENT =
      new FixedProbe(
          new Cpu(1, OptionalDouble.empty()),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          new ProcessStats(1, 1, OptionalLong.empty(), Duration.ofSeconds(9)),
          "Plan9-4-mips",
          "25",
          NO_CONTAINER);

  @Override
  public Heap heap() {
    return new Heap(64 * MB, 512 * MB);
  }

  public FixedProbe withCpu(Cpu newCpu) {
    return new FixedProbe(
        newCpu,
        memory,
        disk,
        establishedConnections,
        loadAverage,
        process,
        platform,
        javaVersion,
        container);
  }

  public FixedProbe withMemory(Memory newMemory) {
    return new FixedProbe(
        cpu,
        Optional.of(newMemory),
        disk,
        establishedConnections,
        loadAverage,
        process,
        platform,
        javaVersion,
        container);
  }

  public FixedProbe withDisk(Disk newDisk) {
    return new FixedProbe(
        cpu,
        memory,
        Optional.of(newDisk),
        establishedConnections,
        loadAverage,
        process,
        platform,
        javaVersion,
        container);
  }

  public FixedProbe withContainer(Container newContainer) {
    return new FixedProbe(
        cpu,
        memory,
        disk,
        establishedConnections,
        loadAverage,
        process,
        platform,
        javaVersion,
        newContainer);
  }
}
