package io.github.mcpecho.standalone;

import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.servlet.HttpSettings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * One line for each message: UTC time, level, logger, text; a stack trace follows on its own. A
 * line of the access log is JSON, which tells the time itself: it stands alone.
 */
final class LineFormatter extends Formatter {
  private static final int MOST_CAUSES = 8;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public String format(LogRecord message) {
    String text = SafeText.escape(formatMessage(message));
    if (HttpSettings.ACCESS_LOGGER.equals(message.getLoggerName())) {
      return text + "\n";
    }
    String line =
        "%s %-7s %s: %s\n"
            .formatted(time(message), level(message), shortName(message.getLoggerName()), text);
    return message.getThrown() == null ? line : line + trace(message.getThrown());
  }

  static String time(LogRecord message) {
    return TIME.format(Instant.ofEpochMilli(message.getMillis()));
  }

  /** Returns the level as the setting calls it. */
  static String level(LogRecord message) {
    Level level = message.getLevel();
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    return level.intValue() >= Level.INFO.intValue() ? level.getName() : "DEBUG";
  }

  private static String shortName(String logger) {
    return logger == null ? "-" : logger.substring(logger.lastIndexOf('.') + 1);
  }

  /** The message of an exception may quote a request, which must not write lines of its own. */
  static String trace(Throwable thrown) {
    var text = new StringBuilder();
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
      text.append(i == 0 ? "" : "Caused by: ")
          .append(SafeText.escape(cause.toString()))
          .append('\n');
      for (StackTraceElement frame : cause.getStackTrace()) {
        text.append("\tat ").append(frame).append('\n');
      }
      cause = cause.getCause();
    }
    return text.toString();
  }
}
