package io.github.mcpecho.diagnosis.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT9.9S, 9s",
    "PT5M3S, 5m 3s",
    "PT1H23M45S, 1h 23m 45s",
    "PT2H, 2h 0m 0s",
    "PT49H1S, 2d 1h 0m 1s"
  })
  void durationsLeaveOutLeadingZeros(Duration duration, String shown) {
    assertEquals(shown, Units.hoursMinutesSeconds(duration));
  }

  @ParameterizedTest
  @CsvSource({"2, 2 cores", "1, 1 core", "0.5, 0.5 cores", "0.25, 0.25 cores", "1.5, 1.5 cores"})
  void coresAreFractionsUnderAQuota(double cores, String shown) {
    assertEquals(shown, Units.cores(cores));
  }

  @Test
  void timesShowMicroseconds() {
    assertEquals(
        "2024-01-01 12:00:00.123456 UTC",
        Units.microseconds(Instant.parse("2024-01-01T12:00:00.123456789Z")));
  }

  @Test
  void numbersDoNotFollowTheLanguageOfTheMachine() {
    assertEquals("22.22ms", Units.milliseconds(Duration.ofNanos(22_222_000)));
    assertEquals("12.5%", Units.percent(0.125));
    assertEquals("1024MB", Units.megabytes(1L << 30));
  }

  @Test
  void aDecimalIsWhatTheFormatterOfTheJdkMakesOfIt() {
    var random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      double number = (random.nextDouble() - 0.3) * Math.pow(10, random.nextInt(12) - 4);
      assertEquals(String.format(Locale.ROOT, "%.2f", number), Units.decimal(number, 2));
      assertEquals(String.format(Locale.ROOT, "%.1f", number), Units.decimal(number, 1));
    }
    assertEquals("0.00", Units.decimal(0, 2));
    assertEquals("-0.00", Units.decimal(-0.001, 2));
  }
}
