package io.github.mcpecho.health;

import io.github.mcpecho.health.SystemProbe.LoadAverage;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Readings that Linux gives away as text, in microseconds and without a native library (<a
 * href="https://docs.kernel.org/filesystems/proc.html">proc</a>, <a
 * href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup v2</a>). Elsewhere all are
 * empty.
 */
record LinuxReadings(SystemFiles files) {
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d{1,15}) kB$");
  private static final Pattern LOAD =
      Pattern.compile("^(\\d+\\.\\d+) (\\d+\\.\\d+) (\\d+\\.\\d+)\\b");
  // The ninth number of the line is CurrEstab (RFC 4022 tcpCurrEstab).
  private static final Pattern ESTABLISHED =
      Pattern.compile("(?m)^Tcp:(?: -?\\d+){8} (\\d{1,15})\\b");
  private static final Pattern QUOTA_AND_PERIOD =
      Pattern.compile("^(\\d{1,15})\\s+([1-9]\\d{0,14})\\b");

  /** Returns the bytes of this process that are in memory. */
  OptionalLong residentBytes() {
    return first(RESIDENT, "/proc/self/status")
        .map(match -> OptionalLong.of(Long.parseLong(match.group(1)) * 1_024))
        .orElse(OptionalLong.empty());
  }

  Optional<LoadAverage> loadAverage() {
    return first(LOAD, "/proc/loadavg")
        .map(
            match ->
                new LoadAverage(
                    Double.parseDouble(match.group(1)),
                    Double.parseDouble(match.group(2)),
                    Double.parseDouble(match.group(3))));
  }

  /** Returns the TCP connections of this network namespace that are established. */
  OptionalLong establishedConnections() {
    return first(ESTABLISHED, "/proc/self/net/snmp")
        .map(match -> OptionalLong.of(Long.parseLong(match.group(1))))
        .orElse(OptionalLong.empty());
  }

  /** Returns how many processors the CPU quota of the control group amounts to. */
  OptionalDouble cpuQuota() {
    return first(QUOTA_AND_PERIOD, "/sys/fs/cgroup/cpu.max")
        .or(this::cpuQuotaOfVersion1)
        .map(match -> OptionalDouble.of(quotient(match)))
        .orElse(OptionalDouble.empty());
  }

  private Optional<MatchResult> cpuQuotaOfVersion1() {
    String quota = files.read("/sys/fs/cgroup/cpu/cpu.cfs_quota_us").orElse("");
    String period = files.read("/sys/fs/cgroup/cpu/cpu.cfs_period_us").orElse("");
    return match(QUOTA_AND_PERIOD, quota + " " + period);
  }

  private static double quotient(MatchResult match) {
    return Double.parseDouble(match.group(1)) / Double.parseDouble(match.group(2));
  }

  private Optional<MatchResult> first(Pattern pattern, String path) {
    return files.read(path).flatMap(text -> match(pattern, text));
  }

  private static Optional<MatchResult> match(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
  }
}
