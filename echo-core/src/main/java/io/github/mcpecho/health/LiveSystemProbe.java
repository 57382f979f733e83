package io.github.mcpecho.health;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
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
    Duration used = Duration.ofNanos(Beans.SYSTEM.getProcessCpuTime());
    return new Cpu(cores, cpuMeter.load(uptime(), used, cores));
  }

  @Override
  public Optional<Memory> memory() {
    OptionalLong used = linux.residentBytes();
    if (used.isEmpty()) {
      used = oshi.residentBytes();
    }
    long limit = Beans.SYSTEM.getTotalMemorySize();
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
    OptionalLong openFiles =
        Beans.SYSTEM instanceof UnixOperatingSystemMXBean unix
            ? OptionalLong.of(unix.getOpenFileDescriptorCount())
            : OptionalLong.empty();
    return new ProcessStats(
        ProcessHandle.current().pid(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        openFiles,
        uptime());
  }

  @Override
  public String platform() {
    return System.getProperty("os.name")
        + "-"
        + System.getProperty("os.version")
        + "-"
        + System.getProperty("os.arch");
  }

  @Override
  public String javaVersion() {
    return System.getProperty("java.version");
  }

  @Override
  public Container container() {
    return ContainerDetection.detect(files, environment);
  }

  private static Duration uptime() {
    return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
  }

  /** Loaded at the first reading: the management classes are a good part of a small start-up. */
  private static final class Beans {
    static final OperatingSystemMXBean SYSTEM =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }
}
