package io.github.mcpecho;

import java.time.Duration;

/** What a setting that is a number or a time may be. */
public final class Limits {
  /** Far above what anybody waits for, far below what a long of nanoseconds holds. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private Limits() {}

  /**
   * Refuses a number out of range.
   *
   * @param setting its name, for the message
   * @throws ConfigurationException if it is below {@code min} or above {@code max}
   */
  public static void requireNumber(String setting, int number, int min, int max) {
    if (number < min || number > max) {
      throw new ConfigurationException(
          "%s is %d, not a number from %d to %d".formatted(setting, number, min, max));
    }
  }

  /**
   * Refuses a time that limits nothing.
   *
   * @param setting its name, for the message
   * @throws ConfigurationException if it is not above zero, or longer than 365 days
   */
  public static void requireTime(String setting, Duration time) {
    if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
      throw new ConfigurationException(
          "%s is %s, not a time above 0 and of at most 365 days".formatted(setting, time));
    }
  }
}
