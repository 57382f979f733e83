package io.github.mcpecho.health;

import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The JVM's own beans, which know a container's limits; what they do not know, from the files of
 * Linux; elsewhere from OSHI.
 */
final class LiveSystemProbe implements SystemProbe {
  private final LinuxReadings linux;
  private final JdkReadings jdk = new JdkReadings();
  private final OshiReadings oshi = new OshiReadings();
  private final CpuMeter cpuMeter = new CpuMeter();
  private final SystemFiles files;
  private final Map<String, String> environment;

  LiveSystemProbe(SystemFiles files, Map<String, String> environment) {
    this.files = files;
    this.linux = new LinuxReadings(files);
    this.environment = environment;
  }

  @Override
  public Cpu cpu() {
    double processors = Runtime.getRuntime().availableProcessors();
    double cores = Math.min(processors, linux.cpuQuota().orElse(processors));
    Duration used = Duration.ofNanos(jdk.processCpuNanos().orElse(-1));
    return new Cpu(cores, cpuMeter.load(jdk.uptime(), used, cores));
  }

  @Override
  public Optional<Memory> memory() {
    OptionalLong used = linux.residentBytes();
    if (used.isEmpty()) {
      used = oshi.residentBytes();
    }
    long limit = jdk.memoryLimit().orElse(0);
    return used.isPresent() && limit > 0
        ? Optional.of(new Memory(used.getAsLong(), limit))
        : Optional.empty();
  }

  @Override
  public Optional<Disk> disk() {
    File here = new File("").getAbsoluteFile();
    long total = here.getTotalSpace();
    return total > 0
        ? Optional.of(new Disk(total - here.getFreeSpace(), here.getUsableSpace()))
        : Optional.empty();
  }

  @Override
  public OptionalLong establishedConnections() {
    OptionalLong connections = linux.establishedConnections();
    return connections.isPresent() ? connections : oshi.establishedConnections();
  }

  @Override
  public Optional<LoadAverage> loadAverage() {
    return linux.loadAverage().or(oshi::loadAverage);
  }

  @Override
  public ProcessStats process() {
    return new ProcessStats(
        ProcessHandle.current().pid(), jdk.threads(), jdk.openFiles(), jdk.uptime());
  }

  @Override
  public String platform() {
    return String.join(
        "-",
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"));
  }

  @Override
  public String javaVersion() {
    return System.getProperty("java.version");
  }

  @Override
  public Container container() {
    return ContainerDetection.detect(files, environment);
  }
}
