package io.github.mcpecho.standalone;

import io.github.mcpecho.health.SystemProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The machine of the samples in the product brief. */
final class FixedReadings implements SystemProbe {
  private static final long MEBIBYTE = 1L << 20;

  @Override
  public Cpu cpu() {
    return new Cpu(2, OptionalDouble.of(0.125));
  }

  @Override
  public Optional<Memory> memory() {
    return Optional.of(new Memory(256 * MEBIBYTE, 1_024 * MEBIBYTE));
  }

  @Override
  public Heap heap() {
    return new Heap(64 * MEBIBYTE, 512 * MEBIBYTE);
  }

  @Override
  public Optional<Disk> disk() {
    return Optional.of(new Disk(45, 55));
  }

  @Override
  public OptionalLong establishedConnections() {
    return OptionalLong.of(23);
  }

  @Override
  public Optional<LoadAverage> loadAverage() {
    return Optional.of(new LoadAverage(0.15, 0.20, 0.18));
  }

  @Override
  public ProcessStats process() {
    Duration uptime = Duration.ofHours(1).plusMinutes(23).plusSeconds(45);
    return new ProcessStats(1_234, 4, OptionalLong.of(42), uptime);
  }

  @Override
  public String platform() {
    return "Linux-5.15.0-x86_64";
  }

  @Override
  public String javaVersion() {
    return "17.0.15";
  }

  @Override
  public Container container() {
    String id = "abc123def456" + "0".repeat(52);
    return new Container(Optional.of(ContainerEngine.DOCKER), Optional.of(id), false);
  }
}
