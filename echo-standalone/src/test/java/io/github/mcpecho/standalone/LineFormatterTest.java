package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LineFormatterTest {
  @Test
  void aMessageIsOneLine() {
    assertEquals(
        "2026-01-02T03:04:05.006Z WARNING Thing: two\\nlines \\u001b[31m\n",
        new LineFormatter().format(message(Level.WARNING, "two\nlines \u001b[31m")));
  }

  @Test
  void aLineOfTheAccessLogStandsAlone() {
    LogRecord message = message(Level.INFO, "{0}");
    message.setLoggerName("io.github.mcpecho.access");
    message.setParameters(new Object[] {"{\"status\":200}\n"});

    assertEquals("{\"status\":200}\\n\n", new LineFormatter().format(message));
  }

  @Test
  void levelsHaveTheNamesOfTheSettings() {
    var formatter = new LineFormatter();

    assertTrue(formatter.format(message(Level.SEVERE, "")).contains(" ERROR   "));
    assertTrue(formatter.format(message(Level.INFO, "")).contains(" INFO    "));
    assertTrue(formatter.format(message(Level.FINE, "")).contains(" DEBUG   "));
  }

  @Test
  void aStackTraceFollows() {
    LogRecord message = message(Level.SEVERE, "failed");
    message.setThrown(new IllegalStateException("why"));

    assertTrue(
        new LineFormatter()
            .format(message)
            .contains(": failed\njava.lang.IllegalStateException: why\n\tat "));
  }

  @Test
  void theMessageOfAnExceptionWritesNoLinesOfItsOwn() {
    LogRecord message = message(Level.SEVERE, "failed");
    var cause = new IllegalArgumentException("b\n2026-01-02T03:04:05.006Z INFO forged");
    message.setThrown(new IllegalStateException("a\u001b[31m", cause));

    String text = new LineFormatter().format(message);

    assertTrue(text.contains("\njava.lang.IllegalStateException: a\\u001b[31m\n\tat "), text);
    assertTrue(text.contains("\nCaused by: java.lang.IllegalArgumentException: b\\n2026-"), text);
  }

  private static LogRecord message(Level level, String text) {
    var message = new LogRecord(level, text);
    message.setLoggerName("io.github.mcpecho.some.Thing");
    message.setInstant(Instant.parse("2026-01-02T03:04:05.006Z"));
    return message;
  }
}
