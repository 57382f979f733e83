package io.github.mcpecho.standalone;

import io.github.mcpecho.Environment;
import io.github.mcpecho.settings.ConfigurationException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;

/**
 * What is logged, and where besides standard error.
 *
 * @param level of this program's own messages; libraries speak from WARNING on
 * @param file to append to
 */
record LogSettings(Level level, Optional<Path> file) {

  /**
   * Reads {@code MCP_ECHO_DEBUG}, {@code ECHO_STATELESS_LOG_LEVEL}, {@code LOG_LEVEL} and {@code
   * LOG_FILE}; the first that is set decides on the level, except that {@code OFF} is the last
   * word.
   *
   * @throws ConfigurationException if one of them is not usable
   */
  static LogSettings fromEnvironment(Map<String, String> variables) {
    Environment environment = Environment.of(variables);
    Level level =
        level(
            environment,
            environment.text("ECHO_STATELESS_LOG_LEVEL").isPresent()
                ? "ECHO_STATELESS_LOG_LEVEL"
                : "LOG_LEVEL");
    boolean debug = environment.flag("MCP_ECHO_DEBUG", false) && !level.equals(Level.OFF);
    return new LogSettings(debug ? Level.FINE : level, environment.path("LOG_FILE"));
  }

  /** Returns the level of the access log, which has a switch of its own: only OFF silences it. */
  Level accessLevel() {
    boolean above = level.intValue() > Level.INFO.intValue() && !level.equals(Level.OFF);
    return above ? Level.INFO : level;
  }

  private static Level level(Environment environment, String variable) {
    return switch (environment.text(variable).orElse("INFO").toUpperCase(Locale.ROOT)) {
      case "TRACE" -> Level.FINER;
      case "DEBUG" -> Level.FINE;
      case "INFO" -> Level.INFO;
      case "WARN", "WARNING" -> Level.WARNING;
      case "ERROR", "CRITICAL", "FATAL" -> Level.SEVERE;
      case "OFF" -> Level.OFF;
      default ->
          throw environment.invalid(
              variable, "is none of TRACE, DEBUG, INFO, WARNING, ERROR and OFF");
    };
  }
}
