package io.github.mcpecho.diagnosis.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the tools write times, shares and sizes. */
public final class Units {
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Units() {}

  /** Returns such as {@code 2024-01-01 12:00:00.123456 UTC}. */
  public static String microseconds(Instant time) {
    return MICROSECONDS.format(time);
  }

  /** Returns such as {@code 22.22ms}. */
  public static String milliseconds(Duration duration) {
    return decimal(toMillis(duration), 2) + "ms";
  }

  /** Returns milliseconds with their fraction. */
  public static double toMillis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  /** Returns such as {@code 1h 23m 45s}, without leading zeros. */
  public static String hoursMinutesSeconds(Duration duration) {
    var text = new StringBuilder();
    if (duration.toDays() > 0) {
      text.append(duration.toDays()).append("d ");
    }
    if (duration.toHours() > 0) {
      text.append(duration.toHoursPart()).append("h ");
    }
    if (duration.toMinutes() > 0) {
      text.append(duration.toMinutesPart()).append("m ");
    }
    return text.append(duration.toSecondsPart()).append('s').toString();
  }

  /** Returns such as {@code 12.5%} of a share between 0 and 1. */
  public static String percent(double share) {
    return decimal(share * 100, 1) + "%";
  }

  /** Returns such as {@code 256MB}, of 1,048,576 bytes each. */
  public static String megabytes(long bytes) {
    return (bytes >> 20) + "MB";
  }

  /** Returns such as {@code 2 cores} or, under a quota, {@code 0.5 cores}. */
  public static String cores(double cores) {
    if (cores == 1) {
      return "1 core";
    }
    return cores == Math.rint(cores)
        ? (long) cores + " cores"
        : decimal(cores, 2).replaceAll("0$", "") + " cores";
  }

  /** Returns such as {@code 0.25}, with so many digits behind the point. */
  public static String decimal(double number, int digits) {
    String absolute =
        BigDecimal.valueOf(Math.abs(number)).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    return number < 0 ? "-" + absolute : absolute;
  }
}
