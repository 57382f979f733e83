package io.github.mcpecho.health;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What the JVM's own beans tell, which know a container's limits. A runtime may have been linked
 * without the module jdk.management or java.management, and a container such as WildFly may hide
 * their packages: then these readings are unknown. Negative ones are too.
 */
final class JdkReadings {
  private static final Logger LOG = System.getLogger(JdkReadings.class.getName());

  /**
   * How long the memory limit is kept: it changes only when somebody resizes the container, and in
   * one the JVM reads many files, and allocates 60 KB, to tell it.
   */
  private static final Duration KEPT = Duration.ofSeconds(10);

  private record Limit(OptionalLong bytes, long readAt) {}

  private final long began = System.nanoTime();
  private volatile Optional<Limit> known = Optional.empty();

  OptionalLong processCpuNanos() {
    return read(() -> OfSystem.processCpuNanos());
  }

  /** Returns the memory of the container, or of the machine if that is not limited. */
  OptionalLong memoryLimit() {
    Optional<Limit> last = known;
    long now = System.nanoTime();
    if (last.isPresent() && now - last.get().readAt < KEPT.toNanos()) {
      return last.get().bytes;
    }
    OptionalLong bytes = read(() -> OfSystem.memoryLimit());
    known = Optional.of(new Limit(bytes, now));
    return bytes;
  }

  OptionalLong openFiles() {
    return read(() -> OfSystem.openFiles());
  }

  /** Returns the live platform threads; without the bean, by a count that costs more. */
  int threads() {
    OptionalLong threads = read(() -> OfRuntime.threads());
    return threads.isPresent()
        ? (int) threads.getAsLong()
        : Thread.getAllStackTraces().keySet().size();
  }

  /** Returns the time since the JVM started; without the bean, since this was made. */
  Duration uptime() {
    OptionalLong millis = read(() -> OfRuntime.uptimeMillis());
    return millis.isPresent()
        ? Duration.ofMillis(millis.getAsLong())
        : Duration.ofNanos(System.nanoTime() - began);
  }

  private static OptionalLong read(LongSupplier reading) {
    try {
      long value = reading.getAsLong();
      return value >= 0 ? OptionalLong.of(value) : OptionalLong.empty();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.DEBUG, "This runtime has no answer", e);
      return OptionalLong.empty();
    }
  }

  /** Loaded at the first reading: the management classes are a good part of a small start-up. */
  private static final class OfSystem {
    static final OperatingSystemMXBean BEAN =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static long processCpuNanos() {
      return BEAN.getProcessCpuTime();
    }

    static long memoryLimit() {
      return BEAN.getTotalMemorySize();
    }

    static long openFiles() {
      return BEAN instanceof UnixOperatingSystemMXBean unix
          ? unix.getOpenFileDescriptorCount()
          : -1;
    }
  }

  private static final class OfRuntime {
    static long threads() {
      return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    static long uptimeMillis() {
      return ManagementFactory.getRuntimeMXBean().getUptime();
    }
  }
}
