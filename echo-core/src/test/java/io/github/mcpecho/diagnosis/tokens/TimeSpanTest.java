package io.github.mcpecho.diagnosis.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeSpanTest {
  private static final Instant START = Instant.parse("2024-01-31T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2024-01-31T12:00:00Z,0 seconds",
    "2024-01-31T12:00:00.9Z,0 seconds",
    "2024-01-31T12:00:01Z,1 second",
    "2024-01-31T12:01:00Z,1 minute",
    "2024-01-31T13:00:59Z,1 hour",
    "2024-01-31T14:01:59Z,'2 hours, 1 minute'",
    "2024-02-01T12:59:00Z,1 day",
    "2024-02-29T12:00:00Z,29 days",
    "2024-03-01T12:00:00Z,'1 month, 1 day'",
    "2025-01-31T12:00:00Z,1 year",
    "2025-03-30T12:00:00Z,'1 year, 1 month'",
    "2024-01-30T11:00:00Z,'1 day, 1 hour'"
  })
  void twoLargestUnitsAreNamed(Instant end, String words) {
    assertEquals(words, TimeSpan.between(START, end));
    assertEquals(words, TimeSpan.between(end, START));
  }
}
