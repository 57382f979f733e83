package io.github.mcpecho.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CpuMeterTest {
  private final CpuMeter meter = new CpuMeter();

  @Test
  void firstLoadIsTheMeanSinceTheStart() {
    assertEquals(OptionalDouble.of(0.125), load(8_000, 2_000, 2));
  }

  @Test
  void laterLoadsAreTheDifferenceToTheReadingBefore() {
    load(8_000, 2_000, 2);

    assertEquals(OptionalDouble.of(0.75), load(10_000, 5_000, 2));
    assertEquals(OptionalDouble.of(0.0), load(12_000, 5_000, 2));
  }

  @Test
  void loadIsKeptForASecond() {
    load(8_000, 2_000, 2);

    assertEquals(OptionalDouble.of(0.125), load(8_999, 3_998, 2));
    assertEquals(OptionalDouble.of(1.0), load(9_000, 4_000, 2));
  }

  @Test
  void fractionOfAProcessorCanBeFullyUsed() {
    assertEquals(OptionalDouble.of(1.0), load(4_000, 2_000, 0.5));
  }

  @Test
  void loadStaysBetweenNothingAndAll() {
    assertEquals(OptionalDouble.of(1.0), load(4_000, 9_000, 2));
    assertEquals(OptionalDouble.of(0.0), load(6_000, 8_000, 2));
  }

  @Test
  void unknownCpuTimeGivesNoLoad() {
    assertEquals(
        OptionalDouble.empty(), meter.load(Duration.ofSeconds(5), Duration.ofNanos(-1), 2));
  }

  @Test
  void processThatHasJustStartedHasNoLoad() {
    assertEquals(OptionalDouble.empty(), load(0, 10, 2));
  }

  private OptionalDouble load(long uptimeMillis, long cpuMillis, double cores) {
    return meter.load(Duration.ofMillis(uptimeMillis), Duration.ofMillis(cpuMillis), cores);
  }
}
