package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSettingsTest {
  @Test
  void informationIsTheDefault() {
    assertEquals(
        new LogSettings(Level.INFO, Optional.empty(), false, "LOG_FILE"), LogSettings.in(Map.of()));
  }

  @Test
  void debugWinsOverLevelsAndTheOwnLevelOverTheGeneralOne() {
    assertEquals(
        Level.FINE, LogSettings.in(Map.of("MCP_ECHO_DEBUG", "true", "LOG_LEVEL", "ERROR")).level());
    assertEquals(
        Level.SEVERE,
        LogSettings.in(Map.of("ECHO_STATELESS_LOG_LEVEL", "error", "LOG_LEVEL", "DEBUG")).level());
    assertEquals(Level.WARNING, LogSettings.in(Map.of("LOG_LEVEL", "Warn")).level());
  }

  @Test
  void offWinsOverDebug() {
    assertEquals(
        Level.OFF, LogSettings.in(Map.of("MCP_ECHO_DEBUG", "true", "LOG_LEVEL", "OFF")).level());
  }

  @ParameterizedTest
  @CsvSource({"TRACE,FINER", "INFO,INFO", "WARNING,INFO", "ERROR,INFO", "OFF,OFF"})
  void onlyOffSilencesTheAccessLog(String level, String accessLevel) {
    assertEquals(
        Level.parse(accessLevel), LogSettings.in(Map.of("LOG_LEVEL", level)).accessLevel());
  }

  @ParameterizedTest
  @CsvSource({"text,false", "json,true", "JSON,true"})
  void theFormatIsTextOrJson(String format, boolean json) {
    assertEquals(json, LogSettings.in(Map.of("MCP_ECHO_LOG_FORMAT", format)).isJson());
  }

  @Test
  void aFileIsAppendedTo() {
    assertEquals(
        Optional.of(Path.of("/logs/echo.log")),
        LogSettings.in(Map.of("LOG_FILE", "/logs/echo.log")).file());
  }
}
