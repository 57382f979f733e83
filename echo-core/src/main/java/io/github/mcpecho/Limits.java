package io.github.mcpecho;

import io.github.mcpecho.mcp.McpServerSettings;
import io.github.mcpecho.settings.ConfigurationException;
import java.time.Duration;

/** What a setting that is a number or a time may be. */
public final class Limits {
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
    if (time.isNegative()
        || time.isZero()
        || time.compareTo(McpServerSettings.LONGEST_RUN_TIME) > 0) {
      throw new ConfigurationException(
          "%s is %s, not a time above 0 and of at most %d days"
              .formatted(setting, time, McpServerSettings.LONGEST_RUN_TIME.toDays()));
    }
  }
}
