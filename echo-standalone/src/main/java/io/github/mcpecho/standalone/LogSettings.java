package io.github.mcpecho.standalone;

import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.ConfigurationException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;

/**
 * What is logged, and where besides standard error.
 *
 * @param level of this program's own messages; libraries speak from WARNING on
 * @param file to append to
 * @param isJson whether every line is a JSON object
 * @param fileName the variable or the flag that names the file
 */
record LogSettings(Level level, Optional<Path> file, boolean isJson, String fileName) {

  /**
   * Reads what the log needs before everything else: it tells what is wrong with the rest.
   *
   * @throws ConfigurationException if one of these variables is not usable
   */
  static LogSettings in(Map<String, String> variables) {
    Level level = level(ServerSettings.LOG_LEVEL.in(variables).orElseThrow());
    boolean debug = HttpSettings.DEBUG.in(variables).orElseThrow() && !level.equals(Level.OFF);
    return new LogSettings(
        debug ? Level.FINE : level,
        ServerSettings.LOG_FILE.in(variables),
        ServerSettings.LOG_FORMAT.in(variables).orElseThrow().equals("json"),
        ServerSettings.LOG_FILE.name());
  }

  /** Returns these where a flag names the file. */
  LogSettings withFileByFlag() {
    return new LogSettings(level, file, isJson, ServerSettings.LOG_FILE.flagName());
  }

  /** Returns the level of the access log, which has a switch of its own: only OFF silences it. */
  Level accessLevel() {
    boolean above = level.intValue() > Level.INFO.intValue() && !level.equals(Level.OFF);
    return above ? Level.INFO : level;
  }

  private static Level level(String name) {
    return switch (name) {
      case "TRACE" -> Level.FINER;
      case "DEBUG" -> Level.FINE;
      case "INFO" -> Level.INFO;
      case "WARN", "WARNING" -> Level.WARNING;
      case "OFF" -> Level.OFF;
      default -> Level.SEVERE;
    };
  }
}
