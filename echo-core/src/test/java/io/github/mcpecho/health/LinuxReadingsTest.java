package io.github.mcpecho.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.health.SystemProbe.LoadAverage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxReadingsTest {
  private final Map<String, String> files = new HashMap<>();
  private final LinuxReadings readings =
      new LinuxReadings(path -> Optional.ofNullable(files.get(path)));

  @Test
  void residentSetIsReadInBytes() {
    files.put(
        "/proc/self/status",
        "Name:\tjava\nVmHWM:\t  300000 kB\nVmRSS:\t  262144 kB\nRssAnon:\t  200000 kB\n");

    assertEquals(OptionalLong.of(256L * 1_024 * 1_024), readings.residentBytes());
  }

  @Test
  void loadAverageIsReadForThreePeriods() {
    files.put("/proc/loadavg", "0.15 0.20 0.18 1/234 5678\n");

    assertEquals(Optional.of(new LoadAverage(0.15, 0.20, 0.18)), readings.loadAverage());
  }

  @Test
  void establishedConnectionsAreReadFromTheTcpLine() {
    files.put(
        "/proc/self/net/snmp",
        """
        Icmp: InMsgs InErrors InCsumErrors
        Icmp: 4 0 0
        Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens AttemptFails EstabResets \
        CurrEstab InSegs OutSegs RetransSegs InErrs OutRsts InCsumErrors
        Tcp: 1 200 120000 -1 147 18 0 0 23 9438 7756 0 0 110 0
        Udp: InDatagrams NoPorts
        Udp: 16 0
        """);

    assertEquals(OptionalLong.of(23), readings.establishedConnections());
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({"50000 100000, 0.5", "200000 100000, 2.0", "150000 100000, 1.5"})
  void cpuQuotaIsReadFromControlGroup2(String text, double cores) {
    files.put("/sys/fs/cgroup/cpu.max", text + "\n");

    assertEquals(OptionalDouble.of(cores), readings.cpuQuota());
  }

  @Test
  void cpuQuotaIsReadFromControlGroup1() {
    files.put("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "50000\n");
    files.put("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");

    assertEquals(OptionalDouble.of(0.5), readings.cpuQuota());
  }

  @Test
  void noQuotaIsNoLimit() {
    files.put("/sys/fs/cgroup/cpu.max", "max 100000\n");
    assertEquals(OptionalDouble.empty(), readings.cpuQuota());

    files.put("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
    files.put("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
    assertEquals(OptionalDouble.empty(), readings.cpuQuota());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "VmRSS:\tmany kB", "Tcp: 1 2", "a b c", "100 0", "1.5"})
  void textThatIsNotUnderstoodIsNoReading(String text) {
    files.put("/proc/self/status", text);
    files.put("/proc/loadavg", text);
    files.put("/proc/self/net/snmp", text);
    files.put("/sys/fs/cgroup/cpu.max", text);

    assertNothingIsKnown();
  }

  @Test
  void machineWithoutTheseFilesHasNoReadings() {
    assertNothingIsKnown();
  }

  private void assertNothingIsKnown() {
    assertEquals(OptionalLong.empty(), readings.residentBytes());
    assertEquals(Optional.empty(), readings.loadAverage());
    assertEquals(OptionalLong.empty(), readings.establishedConnections());
    assertEquals(OptionalDouble.empty(), readings.cpuQuota());
  }
}
