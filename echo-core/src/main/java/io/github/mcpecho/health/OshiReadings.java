package io.github.mcpecho.health;

import io.github.mcpecho.health.SystemProbe.LoadAverage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import oshi.software.os.InternetProtocolStats;
import oshi.spi.SystemInfoProvider;

/**
 * The readings that neither the JVM nor a file tells, from OSHI. It is loaded at the first question
 * only: that starts processes and, beyond Linux, loads a native library.
 */
final class OshiReadings {
  private static final Logger LOG = System.getLogger(OshiReadings.class.getName());

  OptionalLong residentBytes() {
    return read(system -> system.getOperatingSystem().getCurrentProcess().getResidentMemory())
        .filter(bytes -> bytes > 0)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  Optional<LoadAverage> loadAverage() {
    return read(system -> system.getHardware().getProcessor().getSystemLoadAverage(3))
        .filter(minutes -> minutes[0] >= 0)
        .map(minutes -> new LoadAverage(minutes[0], minutes[1], minutes[2]));
  }

  OptionalLong establishedConnections() {
    return read(system -> system.getOperatingSystem().getInternetProtocolStats())
        .map(stats -> OptionalLong.of(established(stats)))
        .orElse(OptionalLong.empty());
  }

  private static long established(InternetProtocolStats stats) {
    return stats.getTCPv4Stats().getConnectionsEstablished()
        + stats.getTCPv6Stats().getConnectionsEstablished();
  }

  private static <T> Optional<T> read(Function<SystemInfoProvider, T> reading) {
    try {
      return Optional.of(reading.apply(Provider.INSTANCE));
    } catch (RuntimeException | LinkageError e) {
      // A host may have left OSHI out, or its native library cannot be loaded here.
      LOG.log(Level.DEBUG, "OSHI has no answer", e);
      return Optional.empty();
    }
  }

  private static final class Provider {
    static final SystemInfoProvider INSTANCE = choose();

    private static SystemInfoProvider choose() {
      var withoutNativeLibrary = new oshi.nativefree.SystemInfo();
      return withoutNativeLibrary.isAvailable() ? withoutNativeLibrary : new oshi.SystemInfo();
    }
  }
}
