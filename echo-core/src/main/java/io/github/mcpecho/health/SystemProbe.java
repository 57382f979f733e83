package io.github.mcpecho.health;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Readings of this process and of what it may use. A container's limits count as the machine's. No
 * reading waits for a sample. Implementations are thread-safe.
 */
public interface SystemProbe {
  /**
   * Processors.
   *
   * @param cores how many this process may use, a fraction under a CPU quota
   * @param load share of them this process used since an earlier reading at least a second ago (at
   *     first: since it started), 0 to 1; empty if the platform does not tell
   */
  record Cpu(double cores, OptionalDouble load) {}

  /**
   * Memory.
   *
   * @param usedBytes resident set of this process: heap, code, stacks and buffers
   * @param limitBytes memory of the container, or of the machine if that is not limited
   */
  record Memory(long usedBytes, long limitBytes) {
    /** Returns the used share, 0 to 1 and in odd cases above. */
    public double share() {
      return (double) usedBytes / limitBytes;
    }
  }

  /**
   * The heap of this JVM.
   *
   * @param usedBytes objects, dead ones that were not collected yet included
   * @param maxBytes what it may grow to
   */
  record Heap(long usedBytes, long maxBytes) {}

  /**
   * The file system of the working directory.
   *
   * @param usableBytes what is left for this process
   */
  record Disk(long usedBytes, long usableBytes) {
    /** Returns the used share as {@code df} counts it, 0 to 1. */
    public double share() {
      return (double) usedBytes / (usedBytes + usableBytes);
    }
  }

  /** Mean number of runnable tasks on the whole machine in the last 1, 5 and 15 minutes. */
  record LoadAverage(double oneMinute, double fiveMinutes, double fifteenMinutes) {}

  /**
   * This process.
   *
   * @param threads live platform threads
   * @param openFiles open file descriptors, sockets included
   * @param uptime since the JVM started
   */
  record ProcessStats(long id, int threads, OptionalLong openFiles, Duration uptime) {}

  /** What runs a container. */
  enum ContainerEngine {
    DOCKER("Docker"),
    PODMAN("Podman"),
    CONTAINERD("containerd"),
    CRI_O("CRI-O"),
    OTHER("unknown");

    private final String title;

    ContainerEngine(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /**
   * The container around this process.
   *
   * @param engine empty outside a container
   * @param id 64 hexadecimal digits
   */
  record Container(Optional<ContainerEngine> engine, Optional<String> id, boolean kubernetes) {}

  /** Returns the probe of the process that runs this code. Nothing is read before it is asked. */
  static SystemProbe live(Map<String, String> environment) {
    return new LiveSystemProbe(SystemFiles.LIVE, environment);
  }

  Cpu cpu();

  Optional<Memory> memory();

  /** Returns the heap of the JVM that runs this code, unless overridden. */
  default Heap heap() {
    Runtime jvm = Runtime.getRuntime();
    return new Heap(jvm.totalMemory() - jvm.freeMemory(), jvm.maxMemory());
  }

  Optional<Disk> disk();

  /** Returns established TCP connections of this container or, outside of one, this machine. */
  OptionalLong establishedConnections();

  Optional<LoadAverage> loadAverage();

  ProcessStats process();

  /** Returns operating system, its version and the architecture, such as Linux-6.1.0-amd64. */
  String platform();

  String javaVersion();

  Container container();
}
